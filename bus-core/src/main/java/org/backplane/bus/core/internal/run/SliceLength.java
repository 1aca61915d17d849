package org.backplane.bus.core.internal.run;

import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;

/**
 * How many instructions a slice has. Where time follows the host, a fast processor gets more, so that a slice takes about as long
 * whatever executes it: what is done between two slices would cost a guest that executes 5000 instructions in 2 microseconds a fifth of
 * its time. A slice in which a timer comes due ends about then, as the processor's pace tells. Where time follows the instructions, all slices
 * are equal, so that runs are.
 */
final class SliceLength {
    /** Nanoseconds of a slice that is short: the next one gets twice as many instructions. */
    private static final long SHORT = 40_000;
    /** Nanoseconds of one that is long, as work for the machine thread waits for its end: the next one gets half as many. */
    private static final long LONG = 160_000;
    private static final long MOST = 160_000;

    private final long least;
    private final long most;
    private long instructions;
    /** The processor's pace: what the last slice executed that was no shorter than is configured, and how long it took. */
    private long paceInstructions;
    private long paceNanos;

    SliceLength(MachineSettings settings) {
        least = settings.sliceInstructions();
        most = settings.timeFollows() == TimeSource.HOST ? Math.max(least, MOST) : least;
        instructions = least;
    }

    /**
     * The most that the next slice may have.
     *
     * @param nanosLeft until the next timer is due
     */
    long instructions(long nanosLeft) {
        if (most == least || nanosLeft > LONG || paceNanos == 0) {
            return instructions;
        }
        return Math.min(instructions, Math.max(nanosLeft * paceInstructions / paceNanos, least));
    }

    /** A slice is over; one that ended early tells only that it was not too short. */
    void took(long executed, long nanos) {
        if (executed >= least) {
            paceInstructions = executed;
            paceNanos = nanos;
        }
        if (nanos > LONG) {
            instructions = Math.max(instructions / 2, least);
        } else if (nanos < SHORT && executed >= instructions) {
            instructions = Math.min(instructions * 2, most);
        }
    }
}
