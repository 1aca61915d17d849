package org.backplane.net.user.internal;

/** When something that was not acknowledged is sent again: a time-out that doubles (RFC 9293 §3.8.1). */
final class RetransmissionTimer {
    static final long FIRST_NANOS = 1_000_000_000L;
    static final long LONGEST_NANOS = 30_000_000_000L;

    private long deadlineNanos;
    private long timeoutNanos = FIRST_NANOS;
    private boolean running;

    /** Starts to wait, unless it does already. */
    void run(long now) {
        if (!running) {
            running = true;
            deadlineNanos = now + timeoutNanos;
        }
    }

    /** Waits for a given time, whatever it waited for before. */
    void run(long now, long nanos) {
        running = true;
        deadlineNanos = now + nanos;
    }

    void stop() {
        running = false;
    }

    /** The other side is there: the next wait is a short one. */
    void restart() {
        running = false;
        timeoutNanos = FIRST_NANOS;
    }

    boolean isDue(long now) {
        return running && now - deadlineNanos >= 0;
    }

    /** Ends a wait that was in vain; the next one is longer. */
    void backOff() {
        running = false;
        timeoutNanos = Math.min(2 * timeoutNanos, LONGEST_NANOS);
    }
}
