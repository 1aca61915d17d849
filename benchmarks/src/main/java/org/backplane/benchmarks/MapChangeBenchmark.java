package org.backplane.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What 100 changes of the map a second cost the accesses to it: the accesses of {@link FabricBenchmark} without changes
 * and with them by turns, in one process, on one compiled code. The profiler {@link PairedTime} gives the ratio; runs of
 * their own, as in {@link FabricBenchmark}, differ by more than the changes cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 15)
@Fork(1)
public class MapChangeBenchmark {
    private static final int PER_SECOND = 100;
    /** About 0.4 s, in which 40 changes fall. */
    private static final long ACCESSES = 10_000_000;

    @Param({"10", "10000"})
    public int ranges;

    /** What is accessed. */
    @Param({"portRead", "portWrite", "memoryRead", "memoryWrite"})
    public String access;

    private final FabricBenchmark fabric = new FabricBenchmark();

    /** Builds the machine. */
    @Setup
    public void setUp() {
        fabric.ranges = ranges;
        fabric.cards = "few";
        fabric.access = access;
        fabric.changes = 0;
        fabric.setUp();
    }

    /** Without, with, with, without: what drifts in one direction cancels out. */
    @Benchmark
    public void pairs() {
        pair(false);
        pair(true);
    }

    private void pair(boolean changingFirst) {
        long first = cpuNanos(changingFirst);
        long second = cpuNanos(!changingFirst);
        PairedTime.add(changingFirst ? second : first, changingFirst ? first : second);
    }

    /** What the accesses take of the machine thread's CPU time. */
    private long cpuNanos(boolean changing) {
        try (MapChanges changes = new MapChanges(fabric.bench(), changing ? PER_SECOND : 0, changingCard())) {
            long before = MachineThreadTime.nanos(fabric.bench().machine);
            fabric.bench().step(ACCESSES);
            long nanos = MachineThreadTime.nanos(fabric.bench().machine) - before;
            if (changing && changes.count() < 2) {
                throw new IllegalStateException("the map has changed " + changes.count() + " times");
            }
            return nanos;
        }
    }

    private Map<String, ?> changingCard() {
        return FabricBenchmark.changingCard(access.startsWith("memory"));
    }

    /** Takes the machine down. */
    @TearDown
    public void tearDown() {
        fabric.tearDown();
    }
}
