package org.backplane.device.tck.internal;

/** How hard the kit tries; system properties set it. */
public final class Effort {
    private Effort() {
    }

    /** Random programs for each check: {@code backplane.tck.programs}. */
    public static int programs() {
        return Integer.getInteger("backplane.tck.programs", 24);
    }

    /** Steps in each: {@code backplane.tck.steps}. */
    public static int steps() {
        return Integer.getInteger("backplane.tck.steps", 80);
    }

    /** Cycles of plugging in and out: {@code backplane.tck.cycles}; the long form is 10,000. */
    public static int cycles() {
        return Integer.getInteger("backplane.tck.cycles", 100);
    }

    /** What the random programs grow from: {@code backplane.tck.seed}. */
    public static long seed() {
        return Long.getLong("backplane.tck.seed", 1);
    }
}
