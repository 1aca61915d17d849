package org.backplane.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.Reset;
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
 * One access of a guest to a device, in ns: the instruction {@code in al,dx} or {@code mov eax,[ebx]} on an engine,
 * to 8 cards in turn. Each access has an {@code add} beside it that goes to the next card, and eight of them share three instructions
 * more of the loop.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class GuestAccessBenchmark {
    /** A round makes 8 accesses and has as many additions and three instructions more. */
    private static final int ROUND_ACCESSES = 8;
    private static final int ROUND_INSTRUCTIONS = 19;
    private static final int ROUNDS = 50_000;
    static final int ACCESSES = ROUNDS * ROUND_ACCESSES;

    private static final int[] ADD_EDX = {0x81, 0xC2};
    private static final int[] ADD_EBX = {0x81, 0xC3};
    private static final int MOV_EDX = 0xBA;
    private static final int MOV_EBX = 0xBB;
    private static final int[] IN_AL_DX = {0xEC};
    private static final int[] MOV_EAX_AT_EBX = {0x8B, 0x03};
    private static final int DEC_ECX = 0x49;
    private static final int[] JMP = {0xE9};

    /** How many ranges the space has. */
    @Param({"10", "10000"})
    public int ranges;

    /** How often a second the map changes. */
    @Param({"0", "100"})
    public int changes;

    /** The instruction: {@code port} is {@code in al,dx}, {@code memory} is {@code mov eax,[ebx]}. */
    @Param({"port", "memory"})
    public String access;

    /** How the processor executes instructions. */
    @Param({"interpreter", "translator"})
    public String engine;

    private Bench bench;
    private MapChanges mapChanges;

    /** Builds the machine and takes the guest to its loop. */
    @Setup(Level.Trial)
    public void setUp() {
        boolean memory = access.equals("memory");
        bench = new Bench();
        FlatBoot.insert(bench, engine);
        if (memory) {
            Cards.insertMemory(bench, ranges);
        } else {
            Cards.insertPorts(bench, ranges);
        }
        bench.begin();
        int apart = ranges / ROUND_ACCESSES | 1; // odd, so that all classes of cards are among them
        writeCode(memory, (int) (memory ? Cards.address(0) : Cards.port(0)),
                (int) (memory ? Cards.address(apart) - Cards.address(0) : Cards.port(apart) - Cards.port(0)));
        bench.machine.reset(Reset.HARD);
        mapChanges = new MapChanges(bench, changes, memory
                ? Map.of("bus.memory", Cards.CHANGING_ADDRESS + "+0x1000")
                : Map.of("bus.port", Cards.CHANGING_PORT + "+8"));
    }

    /** A round: the first card's address, then access and addition by turns, then back. */
    private void writeCode(boolean memory, int first, int apart) {
        GuestCode code = new GuestCode(FlatBoot.ENTRY);
        code.bytes(memory ? MOV_EBX : MOV_EDX).number(first);
        for (int i = 0; i < ROUND_ACCESSES; i++) {
            code.bytes(memory ? MOV_EAX_AT_EBX : IN_AL_DX);
            code.bytes(memory ? ADD_EBX : ADD_EDX).number(apart);
        }
        code.bytes(DEC_ECX);
        code.bytes(JMP).number(FlatBoot.ENTRY - (code.end() + 4));
        code.write(bench.machine);
    }

    /** Runs the guest. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public void access() {
        bench.step(ROUNDS * ROUND_INSTRUCTIONS);
    }

    /** How many accesses the cards have answered. */
    long answered() {
        return bench.machine.ranges().stream()
                .filter(range -> range.pid.startsWith(access + "~")).mapToLong(range -> range.reads).sum();
    }

    /** Begins to measure CPU time. */
    @Setup(Level.Iteration)
    public void begin() {
        MachineThreadTime.begin(bench.machine);
    }

    /** Takes the CPU time. */
    @TearDown(Level.Iteration)
    public void end() {
        MachineThreadTime.end(bench.machine, (double) ROUND_ACCESSES / ROUND_INSTRUCTIONS);
    }

    /** Takes the machine down. */
    @TearDown(Level.Trial)
    public void tearDown() {
        mapChanges.close();
        if (changes > 0 && mapChanges.count() == 0) {
            throw new IllegalStateException("the map has not changed");
        }
        bench.close();
    }
}
