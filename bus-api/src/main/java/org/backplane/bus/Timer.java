package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/** A one-shot timer on the virtual clock. Machine thread only. */
@ProviderType
public interface Timer {
    /**
     * Arms the timer, replacing an earlier deadline. A deadline in the past expires at the next instruction boundary.
     *
     * @param deadlineNanos virtual time at which it expires, in nanoseconds since power-on
     */
    void arm(long deadlineNanos);

    /** Disarms the timer; the callback will not be called until it is armed again. */
    void cancel();

    /**
     * Whether the timer waits for a deadline.
     *
     * @return {@code true} between {@link #arm} and the call of the callback or {@link #cancel}
     */
    boolean armed();

    /**
     * What the timer waits for, for a card that tells its state.
     *
     * @return the deadline in nanoseconds since power-on; -1 unless {@link #armed}
     */
    long deadlineNanos();
}
