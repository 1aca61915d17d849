package org.backplane.cpu.internal.interp;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.cpu.internal.jit.WayOut;

/** What was executed in regions, and why they were left. Time is that of trials, and what samples tell of all other runs. */
final class RunCounts {
    /** What was counted in regions that are no more. */
    private long goneRuns;
    private long goneExecuted;
    private long slicesNanos;
    private final long[] ways = new long[WayOut.values().length];
    private long trialNanos;
    private long trialInstructions;
    private long sampleNanos;
    private long sampleInstructions;

    /** How often regions were entered that are no more. */
    long goneRuns() {
        return goneRuns;
    }

    /** Instructions that were executed in them. */
    long goneExecuted() {
        return goneExecuted;
    }

    /** A region is no more that was entered so often. */
    void gone(long runs, long instructions) {
        goneRuns += runs;
        goneExecuted += instructions;
    }

    /** A region was left otherwise than to code outside of it, which is what happens most often and is known from the rest. */
    void left(int way) {
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

    private long regionNanos(long executed) {
        return trialNanos + (sampleInstructions == 0 ? 0
                : Math.round((double) sampleNanos / sampleInstructions * (executed - trialInstructions)));
    }

    /** Says what was counted, {@link TranslatorDTO#entries} and {@link TranslatorDTO#regionInstructions} being known. */
    void describe(TranslatorDTO to) {
        to.runNanos = slicesNanos;
        to.regionNanos = Math.min(regionNanos(to.regionInstructions), slicesNanos);
        Map<String, Long> exits = new LinkedHashMap<>();
        exits.put(WayOut.ELSEWHERE.toString(), to.entries - Arrays.stream(ways).sum());
        for (WayOut way : EnumSet.complementOf(EnumSet.of(WayOut.ELSEWHERE))) {
            exits.put(way.toString(), ways[way.ordinal()]);
        }
        to.exits = exits;
    }
}
