package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;

/** How a region has instructions executed that are not translated: by the interpreter's handlers, as a block of its own. */
public final class Escapes {
    /** What has called handlers that have not returned, or thrown, yet; else {@code null}. */
    private RegionData caller;
    /** The first of the handlers that were called last. */
    private Handler first;
    private Handler running;
    private long count;

    /** The handler that was called last; it has thrown, if anything has. */
    public Handler running() {
        return running;
    }

    /** How many instructions were executed so. */
    public long count() {
        return count;
    }

    /** The code of a region has changed: if it has called one of several instructions, the others are not executed. */
    void abandon(Cpu c, RegionData changed) {
        if (caller == changed) {
            c.execution.abandon(first);
        }
    }

    /**
     * Executes instructions. The processor's state is exact, the instructions being taken from the budget.
     *
     * @return whether the region goes on behind them
     */
    static boolean run(Cpu c, RegionData data, int number) {
        int budget = c.execution.budget;
        int epoch = c.execution.epoch;
        int mode = c.mode;
        c.fpu.settle();
        Escapes escapes = data.escapes;
        Handler h = data.handlers[number];
        escapes.caller = data;
        escapes.first = h;
        // The end of the block is no instruction.
        escapes.count--;
        do {
            escapes.running = h;
            escapes.count++;
            h.exec(c);
            h = h.next;
        } while (h != null);
        escapes.caller = null;
        data.refresh(c);
        // Who stops here takes what there is of the budget; if there is none, the region cannot go on either.
        return budget > 0 && budget == c.execution.budget && epoch == c.execution.epoch && mode == c.mode
                && !data.isDead();
    }
}
