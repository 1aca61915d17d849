package org.backplane.benchmarks;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.core.internal.Registration;
import org.backplane.bus.machine.SwapDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A device is replaced by its like, both being there, while the machine executes: the operation is the whole replacement
 * as its operator sees it; {@link StallTime} tells how long the guest stood.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class SwapBenchmark {
    private static final String PID = "swapped";
    private static final Map<String, String> PROPERTIES = Map.of("bus.port", "0x300+8");
    private static final StateSchema SCHEMA = new StateSchema(PID, 1);

    /** Bytes of state. */
    @Param({"0", "1048576", "16777216"})
    public int bytes;

    /** Where they are: in the {@code record} that the devices exchange, or in a {@code slab} that the slot keeps. */
    @Param({"record", "slab"})
    public String place;

    /** How the processor executes instructions. */
    @Param({"interpreter", "translator"})
    public String engine;

    private Bench bench;
    private Registration present;

    /** Builds the machine and lets its guest run. */
    @Setup(Level.Trial)
    public void setUp() {
        bench = new Bench();
        FlatBoot.insert(bench, engine);
        present = bench.insert(PID, device(), PROPERTIES);
        bench.begin();
        new GuestCode(FlatBoot.ENTRY).bytes(0xEB, 0xFE).write(bench.machine);   // jmp $
        bench.machine.reset(Reset.HARD);
        bench.machine.resume();
        StallTime.begin();
    }

    private Device device() {
        return place.equals("slab") ? new SlabDevice(bytes) : new RecordDevice(bytes);
    }

    /** Replaces the device, and takes the old one out. */
    @Benchmark
    public void swap() {
        Registration next = bench.insert(PID, device(), PROPERTIES);
        bench.settle();
        present.remove();
        present = next;
        StallTime.add(lastSwap());
    }

    private SwapDTO lastSwap() {
        var all = bench.machine.swaps();
        SwapDTO last = all.get(all.size() - 1);
        if (!last.outcome.equals("swapped")) {
            throw new IllegalStateException(last.toString());
        }
        return last;
    }

    /** Takes the machine down. */
    @TearDown(Level.Trial)
    public void tearDown() {
        bench.close();
    }

    /** A device that keeps all it has in a record. */
    private record RecordDevice(int bytes) implements Device {
        /** What it keeps. */
        record Values(byte[] memory) {
        }

        @Override
        public Card plug(Wires wires) {
            return new RecordCard(new byte[bytes]);
        }

        @Override
        public Optional<StateSchema> keeps() {
            return Optional.of(SCHEMA);
        }

        @Override
        public Card plug(Wires wires, DeviceState state) {
            return new RecordCard(state.values().to(Values.class).memory());
        }

        private record RecordCard(byte[] memory) implements StateKeeper, RangeHandler {
            @Override
            public DeviceState state() {
                return DeviceState.of(SCHEMA, new Values(memory));
            }

            @Override
            public long read(long offset, int width) {
                return 0;
            }

            @Override
            public void write(long offset, int width, long value) {
                // It has no register; what it keeps is what is measured.
            }
        }
    }

    /** A device that keeps all it has in a slab. */
    private record SlabDevice(int bytes) implements Device {
        /** What it keeps beside it. */
        record Values() {
        }

        @Override
        public Card plug(Wires wires) {
            if (bytes > 0) {
                wires.slab("memory", bytes);
            }
            return new SlabCard();
        }

        @Override
        public Optional<StateSchema> keeps() {
            return Optional.of(SCHEMA);
        }

        @Override
        public Card plug(Wires wires, DeviceState state) {
            return plug(wires);
        }

        private record SlabCard() implements StateKeeper, RangeHandler {
            @Override
            public DeviceState state() {
                return DeviceState.of(SCHEMA, new Values());
            }

            @Override
            public long read(long offset, int width) {
                return 0;
            }

            @Override
            public void write(long offset, int width, long value) {
                // It has no register; what it keeps is what is measured.
            }
        }
    }
}
