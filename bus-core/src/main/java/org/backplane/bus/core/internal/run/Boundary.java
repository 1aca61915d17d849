package org.backplane.bus.core.internal.run;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What has to be done at the next instruction boundary, asked for on the machine thread, mostly from within an access:
 * a reset, the power switch, the removal of a card that failed.
 */
public final class Boundary {
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final ProcessorSeat processor;

    /** Makes a boundary with nothing to do. */
    public Boundary(ProcessorSeat processor) {
        this.processor = processor;
    }

    /** Asks for work and makes the boundary come soon. */
    public void add(Runnable task) {
        work.add(task);
        processor.leave();
    }

    boolean isPending() {
        return !work.isEmpty();
    }

    /** Does what was asked for. Between two instructions. */
    public void perform() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            task.run();
        }
    }
}
