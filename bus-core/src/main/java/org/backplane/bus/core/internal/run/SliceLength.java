package org.backplane.bus.core.internal.run;

import org.backplane.bus.core.internal.run.MachineSettings.TimeSource;

/**
 * How many instructions a slice has. Where time follows the host, a fast processor gets more, so that a slice takes about as long
 * whatever executes it: what is done between two slices would cost a guest that executes 5000 instructions in 2 microseconds a fifth of
 * its time. Where time follows the instructions, all slices are equal, so that runs are.
 */
final class SliceLength {
    /** Nanoseconds of a slice that is short: the next one gets twice as many instructions. */
    private static final long SHORT = 40_000;
    /** Nanoseconds of one that is long, as work for the machine thread and timers wait for its end: the next one gets half as many. */
    private static final long LONG = 160_000;
    private static final long MOST = 160_000;

    private final long least;
    private final long most;
    private long instructions;

    SliceLength(MachineSettings settings) {
        least = settings.sliceInstructions();
        most = settings.timeFollows() == TimeSource.HOST ? Math.max(least, MOST) : least;
        instructions = least;
    }

    /** The most that the next slice may have. */
    long instructions() {
        return instructions;
    }

    /** A slice is over; one that ended early tells only that it was not too short. */
    void took(long executed, long nanos) {
        if (nanos > LONG) {
            instructions = Math.max(instructions / 2, least);
        } else if (nanos < SHORT && executed >= instructions) {
            instructions = Math.min(instructions * 2, most);
        }
    }
}
