package org.backplane.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A guest fills a linear frame of 4 MiB, a doubleword at a time; in ns a store with the three other instructions of its loop.
 * The display looks after each frame which pages were written, so all of them are tracked anew.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class VideoStoreBenchmark {
    private static final int FRAME_BYTES = 4 << 20;
    static final int STORES = FRAME_BYTES / 4;
    private static final int LOOP_INSTRUCTIONS = 4;
    private static final int FRAME_INSTRUCTIONS = STORES * LOOP_INSTRUCTIONS + 4;
    private static final int VIDEO = 0xE000_0000;
    private static final int RAM = 0x40_0000;

    private static final int MOV_EDI = 0xBF;
    private static final int MOV_ECX = 0xB9;
    private static final int[] LOOP = {
        0x89, 0x07,         // mov [edi],eax
        0x83, 0xC7, 0x04,   // add edi,4
        0x49,               // dec ecx
        0x75, 0xF8,         // jne
    };
    private static final int MOV_AT_EAX = 0xA3;
    private static final int JMP = 0xE9;

    /**
     * Where the frame is: {@code ram} is not tracked; {@code beside} is RAM too, but a doubleword of each frame goes to the video
     * memory.
     */
    @Param({"ram", "beside", "video"})
    public String place;

    /** How the processor executes instructions. */
    @Param({"interpreter", "translator"})
    public String engine;

    private final Adapter adapter = new Adapter();
    private Bench bench;

    /** Builds the machine and takes the guest to its loop. */
    @Setup(Level.Trial)
    public void setUp() {
        bench = new Bench();
        FlatBoot.insert(bench, engine);
        bench.insert("video", adapter, Map.of("bus.memory", Integer.toUnsignedLong(VIDEO) + "+" + FRAME_BYTES));
        bench.begin();
        GuestCode code = new GuestCode(FlatBoot.ENTRY);
        code.bytes(MOV_EDI).number(place.equals("video") ? VIDEO : RAM);
        code.bytes(MOV_ECX).number(STORES);
        code.bytes(LOOP);
        code.bytes(MOV_AT_EAX).number(place.equals("beside") ? VIDEO : RAM);
        code.bytes(JMP).number(FlatBoot.ENTRY - (code.end() + 4));
        code.write(bench.machine);
        bench.machine.reset(Reset.HARD);
    }

    /** The guest fills the frame, and the display looks at it. */
    @Benchmark
    @OperationsPerInvocation(STORES)
    public void frame() {
        fill();
        look();
    }

    /** The guest fills the frame. */
    void fill() {
        bench.step(FRAME_INSTRUCTIONS);
    }

    /** How many pages were written since the display looked last. */
    int look() {
        return bench.machine.call(() -> adapter.memory.takeDirtyPages().cardinality());
    }

    /** Begins to measure CPU time. */
    @Setup(Level.Iteration)
    public void begin() {
        MachineThreadTime.begin(bench.machine);
    }

    /** Takes the CPU time. */
    @TearDown(Level.Iteration)
    public void end() {
        MachineThreadTime.end(bench.machine, (double) STORES / FRAME_INSTRUCTIONS);
    }

    /** Takes the machine down. */
    @TearDown(Level.Trial)
    public void tearDown() {
        bench.close();
    }

    /** A display adapter's memory. */
    private static final class Adapter implements Device, Card {
        private Slab memory;
        private RangeHandler window;

        @Override
        public Card plug(Wires wires) {
            memory = wires.slab("video", FRAME_BYTES);
            window = memory.window(0, FRAME_BYTES, true);
            return this;
        }

        @Override
        public RangeHandler range(String name) {
            return window;
        }
    }
}
