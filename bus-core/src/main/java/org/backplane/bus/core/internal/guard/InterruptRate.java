package org.backplane.bus.core.internal.guard;

import java.util.function.LongSupplier;
import org.backplane.bus.core.internal.event.Owner;

/**
 * How often a card asserts its pins and sends messages. More than {@link #MOST} within a millisecond of virtual time is an
 * interrupt storm, not counting {@link #PER_ACCESS} for each access to the card, which the guest has asked for. The fastest
 * source of a PC, an 8254 that counts to 2, asserts its output 597 times in that time.
 *
 * <p>Within a timer the time is the timer's deadline, so that a card which makes up for time in which the host slept is not
 * mistaken for a storm. The clock is looked at only after so many assertions; two bursts that the limit parts may pass.
 */
public final class InterruptRate {
    /** Assertions in a window that need no access. */
    static final int MOST = 1_000;
    /** Assertions that an access may cause. */
    static final int PER_ACCESS = 4;
    static final long WINDOW_NANOS = 1_000_000;

    private final LongSupplier time;
    private final AccessHistory accesses;
    private final Owner owner;
    private boolean begun;
    private long beganNanos;
    private int accessesBefore;
    private int asserted;
    private long limit = MOST;

    /**
     * Begins to count.
     *
     * @param time the virtual time to which an assertion belongs
     */
    public InterruptRate(LongSupplier time, Owner owner) {
        this.time = time;
        this.accesses = owner.history();
        this.owner = owner;
    }

    /** The card asserts a pin or sends a message by itself, not because it hears of another card's. */
    public void asserted() {
        if (++asserted > limit) {
            examine();
        }
    }

    private void examine() {
        long now = time.getAsLong();
        long allowed = MOST + PER_ACCESS * Integer.toUnsignedLong(accesses.begun() - accessesBefore);
        if (!begun || Math.abs(now - beganNanos) >= WINDOW_NANOS) {
            begun = true;
            beganNanos = now;
            accessesBefore = accesses.begun();
            asserted = 0;
            limit = MOST;
        } else if (asserted <= allowed) {
            limit = allowed;
        } else {
            owner.misbehaved(Misdeed.STORM, "an interrupt storm: more than " + MOST
                    + " interrupts within a millisecond of virtual time that no access asked for");
        }
    }
}
