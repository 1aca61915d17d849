package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;

/** How a region has an instruction executed that is not translated: by the interpreter's handler, as a block of its own. */
public final class Escapes {
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

    /**
     * Executes an instruction. The processor's state is exact, the instruction being taken from the budget.
     *
     * @return whether the region goes on behind it
     */
    static boolean run(Cpu c, RegionData data, int number) {
        int budget = c.execution.budget;
        int epoch = c.execution.epoch;
        Handler h = data.handlers[number];
        data.escapes.running = h;
        data.escapes.count++;
        do {
            h.exec(c);
            h = h.next;
        } while (h != null);
        return budget == c.execution.budget && epoch == c.execution.epoch && !data.dead;
    }
}
