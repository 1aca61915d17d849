package org.backplane.cpu.internal.interp;

/**
 * How fast code is: nanoseconds an instruction, over windows of enough instructions to tell something. A window in which the
 * host had other things to do counts little.
 */
final class Pace {
    /** Instructions in a window. */
    private static final int TELLING = 1000;
    private static final float UNKNOWN = 1000;
    private static final float WEIGHT = 0.1f;
    /** Code that HotSpot interprets takes tens of times as long as compiled code, a short run some time besides. */
    private static final float LOST = 10;
    private static final long LEAST_LOST_NANOS = 1500;
    /** So many runs in a row are no accident. */
    private static final int LOST_IN_A_ROW = 3;

    private float nanos = UNKNOWN;
    private int windows;
    private int instructionsMeasured;
    private long nanosMeasured;
    private int slowInARow;

    /** Nanoseconds an instruction. */
    float nanos() {
        return nanos;
    }

    /** Whether enough has been measured to be compared. */
    boolean isKnown() {
        return windows >= 3;
    }

    /** Whether it was far slower than before several times in a row: HotSpot has given up the compiled code. */
    boolean isLost() {
        return slowInARow >= LOST_IN_A_ROW;
    }

    /** A run was measured. */
    void measured(int instructions, long nanosTaken) {
        boolean slow = isKnown() && nanosTaken > LEAST_LOST_NANOS && nanosTaken > LOST * nanos * instructions;
        slowInARow = slow ? slowInARow + 1 : 0;
        instructionsMeasured += instructions;
        nanosMeasured += nanosTaken;
        if (instructionsMeasured >= TELLING) {
            float now = (float) nanosMeasured / instructionsMeasured;
            nanos = now < nanos ? now : nanos + WEIGHT * (Math.min(now, 4 * nanos) - nanos);
            windows++;
            instructionsMeasured = 0;
            nanosMeasured = 0;
        }
    }

    /** What was measured tells nothing any more. */
    void forget() {
        nanos = UNKNOWN;
        windows = 0;
        slowInARow = 0;
        instructionsMeasured = 0;
        nanosMeasured = 0;
    }
}
