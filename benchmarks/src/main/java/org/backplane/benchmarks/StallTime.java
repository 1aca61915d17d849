package org.backplane.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.backplane.bus.machine.SwapDTO;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler: how long the guest stood in the replacements of an iteration, in the median ({@code stall.p50}), at the
 * 99th percentile ({@code stall.p99}) and at most, in milliseconds of the host.
 */
public final class StallTime implements InternalProfiler {
    private static final List<Long> NANOS = new ArrayList<>();

    static synchronized void begin() {
        NANOS.clear();
    }

    static synchronized void add(SwapDTO swap) {
        NANOS.add(swap.stalledNanos);
    }

    private static synchronized List<Long> take() {
        List<Long> taken = NANOS.stream().sorted().toList();
        NANOS.clear();
        return taken;
    }

    @Override
    public String getDescription() {
        return "How long the guest stood in replacements of a device";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        begin();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        List<Long> nanos = take();
        return nanos.isEmpty() ? List.of() : List.of(stall("p50", nanos, 50), stall("p99", nanos, 99), stall("max", nanos, 100));
    }

    private static ScalarResult stall(String name, List<Long> sorted, int percentile) {
        int index = Math.min(sorted.size() - 1, sorted.size() * percentile / 100);
        return new ScalarResult("stall." + name, sorted.get(index) / 1e6, "ms", AggregationPolicy.MAX);
    }
}
