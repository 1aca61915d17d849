package org.backplane.cpu.internal.interp;

/** Whose turn it is while a region has a code that is run and a rival of which it is not known whether it is faster. */
final class Trial {
    /** Whose turn it is. */
    enum Turn { CHOSEN, MEASURED, RIVAL, NONE }

    /** Instructions in a run that is measured: not many, as HotSpot may still interpret the rival. */
    static final int MOST_MEASURED = 2000;
    /** Instructions in each of the runs from one of the rival to the next. */
    static final int MOST_OF_CHOSEN = 5000;
    /**
     * Of so many runs, a round, some are measurements of the code that is run and some, behind them, are of the rival. They follow one another,
     * because caches and branch predictors have forgotten code that has not run for a while.
     */
    private static final int TURNS = 64;
    private static final int MEASURED_FROM = 32;
    private static final int RIVAL_FROM = 48;
    /** The rival has won when it was faster in so many rounds in a row. */
    private static final int WINS = 6;
    /** Nor is it so much slower than the other code was in its best round: HotSpot may just have given that up, and compile it again. */
    private static final double NEARLY = 1.25;
    /** How much less the best round counts with each that follows. */
    private static final double FORGOTTEN = 1.01;
    /** After so long the rival has its profile, and what it takes is time until C2 has compiled it: there are so many more runs that are no turns. */
    private static final long PROFILED_NANOS = 100_000_000;
    private static final int WAITS = 8 * TURNS;
    /** A rival that is not faster after so long will never be. */
    private static final long PATIENCE_NANOS = 300_000_000;
    /** Code that HotSpot interprets is so many times as slow, and a short run takes some time besides. */
    private static final int FAR_SLOWER = 12;
    private static final int BESIDES_NANOS = 500;
    /** Instructions that show how accesses behave. */
    private static final int TELLING = 200_000;
    /** So many runs in a row are no accident. */
    private static final int SLOW_IN_A_ROW = 3;
    /** How often HotSpot is asked to compile the rival once more. */
    private static final int MOST_WARMINGS = 8;

    private int turns;
    private int slowInARow;
    private int warmings;
    /** Instructions of the rival. */
    private long executed;
    private boolean judged;
    /** How long the rival ran. */
    private long nanos;
    // This round.
    private long chosenInstructions;
    private long chosenNanos;
    private long rivalInstructions;
    private long rivalNanos;
    /** The best pace of the code that is run in a round, in nanoseconds an instruction. */
    private double best = Double.MAX_VALUE;
    private int winsInARow;

    /** Another one of the same code, whose accesses are judged by how they behaved when it was new. */
    Trial again() {
        Trial next = new Trial();
        next.judged = true;
        return next;
    }

    /** Whose turn it is now. */
    Turn next() {
        if (turns == TURNS) {
            compare();
        }
        turns = turns >= (nanos > PROFILED_NANOS ? WAITS : TURNS) ? 0 : turns + 1;
        if (turns > TURNS) {
            return Turn.NONE;
        }
        return turns >= RIVAL_FROM ? Turn.RIVAL : turns >= MEASURED_FROM ? Turn.MEASURED : Turn.CHOSEN;
    }

    private void compare() {
        if (chosenInstructions > 0 && rivalInstructions > 0) {
            double chosen = (double) chosenNanos / chosenInstructions;
            double rival = (double) rivalNanos / rivalInstructions;
            best = Math.min(chosen, best * FORGOTTEN);
            winsInARow = rival < chosen && rival < NEARLY * best ? winsInARow + 1 : 0;
        }
        chosenInstructions = 0;
        chosenNanos = 0;
        rivalInstructions = 0;
        rivalNanos = 0;
    }

    /** The code that is run has had a turn that was measured. */
    void measured(int instructions, long nanosTaken) {
        chosenInstructions += instructions;
        chosenNanos += nanosTaken;
    }

    /**
     * The rival has had a turn.
     *
     * @param instructions that it has executed
     * @param nanosTaken   for them
     * @param quick        how fast the quick code is
     */
    void tried(int instructions, long nanosTaken, Pace quick) {
        nanos += nanosTaken;
        executed += instructions;
        rivalInstructions += instructions;
        rivalNanos += nanosTaken;
        boolean slow = quick.isKnown() && nanosTaken > FAR_SLOWER * quick.nanos() * instructions + BESIDES_NANOS;
        slowInARow = slow ? slowInARow + 1 : 0;
    }

    /** Whether the rival is as slow as code that HotSpot interprets, or that runs for the first time. */
    boolean seemsInterpreted() {
        return slowInARow >= SLOW_IN_A_ROW;
    }

    /** Whether it is time to look how the accesses of the rival behave, once: before C2 compiles it. */
    boolean judges() {
        boolean now = !judged && executed > TELLING;
        judged |= now;
        return now;
    }

    /** How many instructions of the rival were executed. */
    long executed() {
        return executed;
    }

    /** HotSpot does not interpret the rival after all, however slow it was. */
    void goesOn() {
        slowInARow = 0;
    }

    /** HotSpot is asked to compile the rival before it has another turn. */
    void warms() {
        warmings++;
        slowInARow = 0;
    }

    /** Whether the rival is known to be the faster one. */
    boolean isWon() {
        return winsInARow >= WINS;
    }

    /** Whether the rival has had its chance. */
    boolean isOver() {
        return nanos > PATIENCE_NANOS || warmings > MOST_WARMINGS;
    }
}
