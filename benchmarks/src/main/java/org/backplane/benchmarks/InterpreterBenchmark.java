package org.backplane.benchmarks;

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
 * The speed of the processor's engines on the workloads of {@code ia32bench.elf}: operations per microsecond are millions of guest
 * instructions a second. {@link MachineThreadTime} gives the same per second of the machine thread's CPU time, which
 * other work on the host disturbs less. Without the guest the workloads are skipped.
 *
 * <p>The workloads are the integer ones of the guest's group {@code cpu}; {@code bigcode} and {@code coldcode} are broad:
 * 1024 functions in turn, and in {@code coldcode} they are new code each time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 7, time = 1)
@Fork(1)
public class InterpreterBenchmark {
    static final int INSTRUCTIONS = 10_000_000;

    /** The workload. */
    @Param({"coremix", "sieve", "crc32", "sha256", "fib", "qsort", "memcpy_loop", "strops", "muldiv64", "interp",
        "bigcode", "coldcode"})
    public String workload;

    /** How the processor executes instructions. */
    @Param({"interpreter", "translator"})
    public String engine;

    private Bench bench;

    /** Starts the guest. */
    @Setup(Level.Trial)
    public void setUp() {
        bench = Ia32Bench.at(workload, engine, Ia32Bench.image());
    }

    /** Begins to measure CPU time. */
    @Setup(Level.Iteration)
    public void begin() {
        MachineThreadTime.begin(bench.machine);
    }

    /** Runs the guest. */
    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public void instructions() {
        bench.step(INSTRUCTIONS);
    }

    /** Takes the CPU time. */
    @TearDown(Level.Iteration)
    public void end() {
        MachineThreadTime.end(bench.machine, 1);
    }

    /** Takes the machine down. */
    @TearDown(Level.Trial)
    public void tearDown() {
        bench.close();
    }
}
