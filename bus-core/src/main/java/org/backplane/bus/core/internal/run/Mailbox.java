package org.backplane.bus.core.internal.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Work for the machine thread, from any thread, done in the order of its arrival. Posting never blocks and wakes a
 * machine that waits. While the guest stands for a device that is being replaced ({@link Stall}), only what concerns the
 * slots is done; everything else is put off until the guest may go on, and then comes first.
 */
public final class Mailbox {
    /** How much is done at one boundary, so that a flood of work cannot keep the guest from running. */
    private static final int MOST_AT_ONCE = 256;

    private final Queue<Work> queue = new ConcurrentLinkedQueue<>();
    private final Deque<Work> putOff = new ArrayDeque<>();
    private final Stall stall;
    private volatile Thread waiting;

    private record Work(Runnable task, boolean urgent) {
    }

    /** Makes an empty mailbox. */
    public Mailbox(Stall stall) {
        this.stall = stall;
    }

    /** Hands work over. Any thread. */
    public void post(Runnable work) {
        post(new Work(work, false));
    }

    /** Hands work over that is done even while the guest stands for a device that is being replaced. Any thread. */
    public void postUrgent(Runnable work) {
        post(new Work(work, true));
    }

    /** Whether the machine thread waits for work. Any thread. */
    public boolean isAwaited() {
        return waiting != null;
    }

    private void post(Work work) {
        queue.add(work);
        Thread sleeper = waiting;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    /**
     * Does what has arrived, up to a limit. Machine thread.
     *
     * @param afterEach what is done after each piece of work
     */
    void work(Runnable afterEach) {
        Work work = next();
        for (int done = 1; work != null; done++) {
            if (stall.isActive() && !work.urgent) {
                putOff.add(work);
                stall.putOff();
            } else {
                work.task.run();
                afterEach.run();
            }
            work = done < MOST_AT_ONCE ? next() : null;
        }
    }

    private Work next() {
        Work first = stall.isActive() ? null : putOff.poll();
        return first == null ? queue.poll() : first;
    }

    /**
     * Waits until work has arrived or the time is up. Machine thread. May return early.
     *
     * @param nanos how long, {@link Long#MAX_VALUE} for ever
     */
    void await(long nanos) {
        waiting = Thread.currentThread();
        // Whoever posts after this look sees that somebody waits.
        if (queue.isEmpty() && (stall.isActive() || putOff.isEmpty())) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        waiting = null;
    }
}
