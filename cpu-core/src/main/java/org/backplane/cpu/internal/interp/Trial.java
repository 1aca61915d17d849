package org.backplane.cpu.internal.interp;

/** Whose turn it is while a region has two codes, and the best one is not known to be the faster. */
final class Trial {
    /** Whose turn it is. */
    enum Turn { QUICK, MEASURED, BEST }

    /** Instructions in a run of the best code before it is known to be fast. */
    static final int MOST_BEST = 2000;
    /** Instructions in each of the runs of the quick code from one of the best to the next. */
    static final int MOST_QUICK = 5000;
    /**
     * Of so many runs some are measurements of the quick code and some, behind them, are of the best. They follow one another, because
     * caches and branch predictors have forgotten code that has not run for a while.
     */
    private static final int TURNS = 64;
    private static final int MEASURED_FROM = 40;
    private static final int BEST_FROM = 48;
    /** The best code that is not faster after so long will never be. */
    private static final long PATIENCE_NANOS = 300_000_000;
    /** Code that HotSpot interprets is so many times as slow, and a short run takes some time besides. */
    private static final int FAR_SLOWER = 12;
    private static final int BESIDES_NANOS = 500;
    /** Instructions that show how accesses behave. */
    private static final int TELLING = 200_000;
    /** So many runs in a row are no accident. */
    private static final int SLOW_IN_A_ROW = 3;
    /** How often HotSpot is asked to compile the best code once more. */
    private static final int MOST_WARMINGS = 8;

    private int turns;
    private int slowInARow;
    private int warmings;
    /** Instructions of the best code. */
    private long executed;
    private boolean judged;
    /** How long the best code ran. */
    private long nanos;

    /** Another one of the same code, whose accesses are judged by how they behaved when it was new. */
    Trial again() {
        Trial next = new Trial();
        next.judged = true;
        return next;
    }

    /** Whose turn it is now. */
    Turn next() {
        turns = turns == TURNS ? 0 : turns + 1;
        return turns >= BEST_FROM ? Turn.BEST : turns >= MEASURED_FROM ? Turn.MEASURED : Turn.QUICK;
    }

    /**
     * The best code has had a turn.
     *
     * @param instructions that it has executed
     * @param nanosTaken   for them
     * @param quick        how fast the quick code is
     */
    void tried(int instructions, long nanosTaken, Pace quick) {
        nanos += nanosTaken;
        executed += instructions;
        boolean slow = quick.isKnown() && nanosTaken > FAR_SLOWER * quick.nanos() * instructions + BESIDES_NANOS;
        slowInARow = slow ? slowInARow + 1 : 0;
    }

    /** Whether HotSpot interprets the best code. */
    boolean isInterpreted() {
        return slowInARow >= SLOW_IN_A_ROW;
    }

    /** Whether it is time to look how the accesses of the best code behave, once: before C2 compiles it. */
    boolean judges() {
        boolean now = !judged && executed > TELLING;
        judged |= now;
        return now;
    }

    /** How many instructions of the best code were executed. */
    long executed() {
        return executed;
    }

    /** HotSpot is asked to compile the best code before it has another turn. */
    void warms() {
        warmings++;
        slowInARow = 0;
    }

    /** Whether the best code has had its chance. */
    boolean isOver() {
        return nanos > PATIENCE_NANOS || warmings > MOST_WARMINGS;
    }
}
