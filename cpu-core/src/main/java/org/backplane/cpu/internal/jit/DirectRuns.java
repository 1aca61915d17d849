package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.List;
import org.backplane.cpu.internal.core.Cpu;

/** The runs of memory that code was made for ({@link DirectRun}). Machine thread. */
public final class DirectRuns {
    /** Looking at more whenever the map has changed would take more than they spare. */
    private static final int MOST = 8;
    /** So many instructions no code is made for any after one has gone: what changes to and fro is not worth making code anew each time. */
    private static final long PATIENCE = 200_000_000;

    private final Cpu c;
    private final List<DirectRun> runs = new ArrayList<>();
    private int epoch;
    private long quietUntil = Long.MIN_VALUE;

    /** Those of a processor's memory. */
    public DirectRuns(Cpu c) {
        this.c = c;
        this.epoch = c.execution.epoch;
    }

    /** Finds out which are there, if translations or the map have changed. Before code is entered that may be made for one. */
    public void refresh() {
        if (epoch != c.execution.epoch) {
            epoch = c.execution.epoch;
            for (DirectRun run : runs) {
                if (run.isLost(c)) {
                    quietUntil = c.execution.retired() + PATIENCE;
                }
            }
        }
    }

    /** The one that a linear address lies in; {@code null} if there is none, or was one a moment ago. */
    public DirectRun around(int linear) {
        refresh();
        if (c.execution.retired() < quietUntil) {
            return null;
        }
        for (DirectRun run : runs) {
            if (run.holds && run.has(linear)) {
                return run;
            }
        }
        DirectRun found = makeRoom() ? DirectRun.around(c, linear) : null;
        if (found != null) {
            runs.add(found);
        }
        return found;
    }

    /**
     * Forgets those that are not there if it has to. Nobody will notice if they come back, and the code that was made for them is given up.
     *
     * @return whether there is room for another one
     */
    private boolean makeRoom() {
        return runs.size() < MOST || runs.removeIf(run -> !run.holds);
    }
}
