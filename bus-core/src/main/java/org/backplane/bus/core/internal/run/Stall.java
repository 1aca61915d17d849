package org.backplane.bus.core.internal.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whether the guest has to stand because devices are being replaced. It stands between two instructions, its clock with
 * it, so that no access, timer or DMA can meet the gap. Machine thread only.
 */
public final class Stall {
    private final LongSupplier hostNanos;
    private final Map<String, Wait> waits = new LinkedHashMap<>();
    private long putOff;

    private record Wait(long deadlineNanos, Consumer<String> whenOver) {
    }

    /**
     * Makes one for which nobody has asked.
     *
     * @param hostNanos the host's monotonic clock
     */
    public Stall(LongSupplier hostNanos) {
        this.hostNanos = hostNanos;
    }

    /** The host's clock. */
    public long hostNanos() {
        return hostNanos.getAsLong();
    }

    /**
     * The guest has to stand for a slot.
     *
     * @param lengthNanos how long at most
     * @param whenOver    hears that it was not enough; it ends the wait
     */
    public void begin(String pid, long lengthNanos, Consumer<String> whenOver) {
        waits.put(pid, new Wait(hostNanos() + lengthNanos, whenOver));
    }

    /** The guest need not stand for a slot any more. */
    public void end(String pid) {
        waits.remove(pid);
    }

    /** How many pieces of work were put off since the machine was made. */
    public long putOffCount() {
        return putOff;
    }

    boolean isActive() {
        return !waits.isEmpty();
    }

    void putOff() {
        putOff++;
    }

    /** How long until some slot has waited long enough. */
    long nanosLeft() {
        long now = hostNanos();
        long left = Long.MAX_VALUE;
        for (Wait wait : waits.values()) {
            left = Math.min(left, wait.deadlineNanos - now);
        }
        return left;
    }

    /** Tells those who have waited long enough. */
    void expire() {
        long now = hostNanos();
        for (Map.Entry<String, Wait> entry : Map.copyOf(waits).entrySet()) {
            if (entry.getValue().deadlineNanos - now <= 0) {
                waits.remove(entry.getKey());
                entry.getValue().whenOver.accept(entry.getKey());
            }
        }
    }
}
