package org.backplane.cpu.internal.interp;

/**
 * Whether HotSpot has compiled a piece of code, which only its speed tells. Until then it is bytecode that HotSpot interprets,
 * at a tenth of our interpreter's speed, so it gets short trials only: first as many as make HotSpot compile it, later one
 * now and then. Compiled code that HotSpot gives up is noticed in the same way.
 */
final class Pace {
    /** A method is compiled after 200 invocations, or fewer with loops. */
    private static final int INVOCATIONS = 220;
    /** Of compiled code, one run in so many is measured, and so many instructions tell something. */
    private static final int MEASURED = 31;
    private static final int TELLING = 40;
    private static final float UNKNOWN = 1000;
    /** How much a measurement counts that is slower than those before: the host may have been busy. */
    private static final float WEIGHT = 0.1f;

    /** Instructions in a trial. */
    final int trial;
    private final int interval;
    private boolean fast;
    private int burst;
    private int entries;
    private float nanos = UNKNOWN;
    private int instructionsMeasured;
    private long nanosMeasured;

    private Pace(int trial, int burst, int interval) {
        this.trial = trial;
        this.burst = burst;
        this.interval = interval;
    }

    /** Of code that stands for the interpreter. */
    static Pace ofQuick() {
        return new Pace(100, INVOCATIONS, 31);
    }

    /** Of code that stands for other compiled code. */
    static Pace ofBest() {
        return new Pace(500, 0, 15);
    }

    /** Takes it for compiled. */
    void assumeFast() {
        fast = true;
    }

    boolean isFast() {
        return fast;
    }

    /** Whether code that is not fast is to have a trial now. */
    boolean isTrial() {
        if (burst > 0) {
            burst--;
            return true;
        }
        return (++entries & interval) == 0;
    }

    /** Whether the next run of fast code is to be measured. */
    boolean isMeasured() {
        return (++entries & MEASURED) == 0;
    }

    /** Nanoseconds an instruction. */
    float nanos() {
        return nanos;
    }

    /**
     * A run was measured.
     *
     * @param limit nanoseconds an instruction from which on it counts as slow
     */
    void measured(int instructions, long nanosTaken, float limit) {
        instructionsMeasured += instructions;
        nanosMeasured += nanosTaken;
        if (instructionsMeasured >= TELLING) {
            float now = (float) nanosMeasured / instructionsMeasured;
            nanos = now < nanos ? now : nanos + WEIGHT * (Math.min(now, 4 * nanos) - nanos);
            fast = nanos < limit;
            instructionsMeasured = 0;
            nanosMeasured = 0;
        }
    }
}
