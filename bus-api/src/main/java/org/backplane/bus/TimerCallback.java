package org.backplane.bus;

import org.osgi.annotation.versioning.ConsumerType;

/** What a {@link Timer} does when it expires. Called on the machine thread, between two instructions. */
@ConsumerType
@FunctionalInterface
public interface TimerCallback {
    /**
     * The timer has expired and is disarmed. A periodic timer arms itself again from the deadline, not from the
     * present time, and so does not drift.
     *
     * @param deadlineNanos the deadline it was armed with; the clock may be past it
     */
    void expired(long deadlineNanos);
}
