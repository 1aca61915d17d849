package org.backplane.bus.core.internal.run;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Work for the machine thread, from any thread, done in the order of its arrival. Posting never blocks and wakes a
 * machine that waits.
 */
public final class Mailbox {
    /** How much is done at one boundary, so that a flood of work cannot keep the guest from running. */
    private static final int MOST_AT_ONCE = 256;

    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private volatile Thread waiting;

    /** Hands work over. Any thread. */
    public void post(Runnable work) {
        queue.add(work);
        Thread sleeper = waiting;
        if (sleeper != null) {
            LockSupport.unpark(sleeper);
        }
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * Does what has arrived, up to a limit. Machine thread.
     *
     * @param afterEach what is done after each piece of work
     */
    void work(Runnable afterEach) {
        Runnable work = queue.poll();
        for (int done = 1; work != null; done++) {
            work.run();
            afterEach.run();
            work = done < MOST_AT_ONCE ? queue.poll() : null;
        }
    }

    /**
     * Waits until work has arrived or the time is up. Machine thread. May return early.
     *
     * @param nanos how long, {@link Long#MAX_VALUE} for ever
     */
    void await(long nanos) {
        waiting = Thread.currentThread();
        // Whoever posts after this look sees that somebody waits.
        if (queue.isEmpty()) {
            if (nanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
        }
        waiting = null;
    }
}
