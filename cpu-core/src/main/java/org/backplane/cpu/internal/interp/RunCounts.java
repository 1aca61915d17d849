package org.backplane.cpu.internal.interp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.cpu.internal.jit.WayOut;

/** What was executed in regions, and why they were left. Time is that of trials, and what samples tell of all other runs. */
final class RunCounts {
    private long runs;
    private long executed;
    private long slicesNanos;
    private final long[] ways = new long[WayOut.values().length];
    private long trialNanos;
    private long trialInstructions;
    private long sampleNanos;
    private long sampleInstructions;

    /** How often a region was entered. */
    long runs() {
        return runs;
    }

    /** Instructions executed in regions. */
    long executed() {
        return executed;
    }

    /** A region was left. */
    void left(int way, int instructions) {
        runs++;
        executed += instructions;
        ways[way]++;
    }

    /** A run was measured. */
    void measured(boolean trial, int instructions, long nanos) {
        if (trial) {
            trialNanos += nanos;
            trialInstructions += instructions;
        } else {
            sampleNanos += nanos;
            sampleInstructions += instructions;
        }
    }

    /** The processor has executed instructions for so long, in regions or not. */
    void ran(long nanos) {
        slicesNanos += nanos;
    }

    /** How long the processor has executed instructions. */
    long nanos() {
        return slicesNanos;
    }

    private long regionNanos() {
        return trialNanos + (sampleInstructions == 0 ? 0
                : Math.round((double) sampleNanos / sampleInstructions * (executed - trialInstructions)));
    }

    void describe(TranslatorDTO to) {
        to.runNanos = slicesNanos;
        to.regionNanos = Math.min(regionNanos(), slicesNanos);
        Map<String, Long> exits = new LinkedHashMap<>();
        for (WayOut way : WayOut.values()) {
            exits.put(way.toString(), ways[way.ordinal()]);
        }
        to.exits = exits;
    }
}
