package org.backplane.bus.core.internal.time;

/** Virtual time that follows the host's monotonic clock while the guest runs. */
public final class HostClock implements MachineClock {
    private boolean running;
    private long startedAt;
    private long nanosBefore;

    @Override
    public long nanos() {
        return running ? nanosBefore + (System.nanoTime() - startedAt) : nanosBefore;
    }

    @Override
    public void set(long nanos) {
        nanosBefore = nanos;
        startedAt = System.nanoTime();
    }

    @Override
    public void start() {
        if (!running) {
            startedAt = System.nanoTime();
            running = true;
        }
    }

    @Override
    public void stop() {
        nanosBefore = nanos();
        running = false;
    }

    @Override
    public long instructionsUntil(long deadlineNanos) {
        // The clock does not know how long an instruction takes; the length of slices follows the processor's pace (SliceLength).
        return deadlineNanos > nanos() ? Long.MAX_VALUE : 1;
    }

    @Override
    public long idle(long deadlineNanos) {
        long now = nanos();
        return deadlineNanos == NEVER ? NEVER : deadlineNanos <= now ? 0 : deadlineNanos - now;
    }

    @Override
    public long vacant(long deadlineNanos) {
        return idle(deadlineNanos);
    }
}
