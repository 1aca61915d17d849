package org.backplane.benchmarks;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
 * One access of a bus master through the fabric, in ns: address decoding, the call of the handler and counting, with the
 * share of the machine loop that 5000 accesses bring along.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class FabricBenchmark {
    static final int ACCESSES = 1_000_000;
    /** Cards that a driver talks to at a time. */
    private static final int FEW = 8;
    private static final int MANY = 1 << 14;

    /** How many ranges the space has. */
    @Param({"10", "10000"})
    public int ranges;

    /** How often a second the map changes. */
    @Param({"0", "100"})
    public int changes;

    /** Which cards are accessed, in random order: {@code few} are 8 of them, {@code all} is every one. */
    @Param({"few", "all"})
    public String cards;

    /** What is accessed. */
    @Param({"portRead", "portWrite", "memoryRead", "memoryWrite"})
    public String access;

    private Bench bench;
    private MapChanges mapChanges;

    /** Builds the machine. */
    @Setup(Level.Trial)
    public void setUp() {
        bench = new Bench();
        boolean memory = access.startsWith("memory");
        if (memory) {
            Cards.insertMemory(bench, ranges);
        } else {
            Cards.insertPorts(bench, ranges);
        }
        bench.insert("processor",
                new AccessProcessor(memory, access.endsWith("Write"), memory ? 4 : 1, addresses(memory)));
        bench.begin();
        mapChanges = new MapChanges(bench, changes, changingCard(memory));
    }

    /** What the card declares that comes and goes. */
    static Map<String, ?> changingCard(boolean memory) {
        return memory ? Map.of("bus.memory", Cards.CHANGING_ADDRESS + "+0x1000")
                : Map.of("bus.port", Cards.CHANGING_PORT + "+8");
    }

    /** The machine that is accessed. */
    Bench bench() {
        return bench;
    }

    private long[] addresses(boolean memory) {
        Random random = new Random(1);
        long[] addresses = new long[MANY];
        for (int i = 0; i < addresses.length; i++) {
            int card = cards.equals("all") ? random.nextInt(ranges) : few(random.nextInt(FEW));
            addresses[i] = memory ? Cards.address(card) : Cards.port(card);
        }
        return addresses;
    }

    /** One of the few, which are spread over all there are; each class of cards is among them twice. */
    private int few(int number) {
        return (number * ranges / FEW & -4) + (number & 3);
    }

    /** Makes the accesses. */
    @Benchmark
    @OperationsPerInvocation(ACCESSES)
    public void access() {
        bench.step(ACCESSES);
    }

    /** How often the map has changed since it was set up. */
    long mapChanges() {
        return mapChanges.count();
    }

    /** How many accesses the cards have answered. */
    long answered() {
        return bench.machine.ranges().stream().mapToLong(range -> range.reads + range.writes).sum();
    }

    /** Begins to measure CPU time. */
    @Setup(Level.Iteration)
    public void begin() {
        MachineThreadTime.begin(bench.machine);
    }

    /** Takes the CPU time. */
    @TearDown(Level.Iteration)
    public void end() {
        MachineThreadTime.end(bench.machine, 1);
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
