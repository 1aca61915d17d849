package org.backplane.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.backplane.bus.core.internal.MachineFabric;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler: what an operation takes of the machine thread's CPU time ({@code cpuNanos}) and how many of them go into
 * a microsecond ({@code cpuRate}). Other work on the host disturbs this less than the time that passes. The benchmark says
 * where an iteration begins and ends.
 */
public final class MachineThreadTime implements InternalProfiler {
    private static long instructions;
    private static double operations;
    private static long nanos;

    /** The iteration begins. */
    static synchronized void begin(MachineFabric machine) {
        instructions = machine.status().instructions;
        nanos = nanos(machine);
    }

    /**
     * The iteration ends; the machine is not closed yet.
     *
     * @param perInstruction how many operations an instruction stands for
     */
    static synchronized void end(MachineFabric machine, double perInstruction) {
        operations = (machine.status().instructions - instructions) * perInstruction;
        nanos = nanos(machine) - nanos;
    }

    /** The CPU time that the machine thread has taken. */
    static long nanos(MachineFabric machine) {
        long thread = machine.call(() -> Thread.currentThread().getId());
        return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
    }

    private static synchronized double nanosPerOperation() {
        return nanos / operations;
    }

    @Override
    public String getDescription() {
        return "CPU time of the machine thread";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        // The benchmark says where it begins, because the first one also builds the machine.
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        double nanosEach = nanosPerOperation();
        return List.of(new ScalarResult("cpuNanos", nanosEach, "ns/op", AggregationPolicy.AVG),
                new ScalarResult("cpuRate", 1000 / nanosEach, "ops/us", AggregationPolicy.AVG));
    }
}
