package org.backplane.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * A JMH profiler for what was measured in pairs: the geometric mean of how many times the second took of the first, in an
 * iteration ({@code ratio}).
 */
public final class PairedTime implements InternalProfiler {
    private static final List<Double> RATIOS = new ArrayList<>();

    static synchronized void add(long firstNanos, long secondNanos) {
        RATIOS.add((double) secondNanos / firstNanos);
    }

    private static synchronized double take() {
        double mean = Math.exp(RATIOS.stream().mapToDouble(Math::log).average().orElse(Double.NaN));
        RATIOS.clear();
        return mean;
    }

    @Override
    public String getDescription() {
        return "How many times one of two things took of the other";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        take();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
            IterationResult result) {
        return List.of(new ScalarResult("ratio", take(), "times", AggregationPolicy.AVG));
    }
}
