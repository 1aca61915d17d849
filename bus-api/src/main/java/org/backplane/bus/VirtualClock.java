package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The machine's time. It follows the host's clock while the guest runs, or the count of instructions in deterministic
 * mode; it stands still while the machine is stopped. It never runs backwards.
 */
@ProviderType
public interface VirtualClock {
    /**
     * Virtual time since power-on. Machine thread. Within a timer it stands at the deadline. Otherwise two readings in one
     * access can be milliseconds apart, whenever the host holds the machine up between them: who asks what is due and when
     * the next thing is due has to ask both with one reading.
     *
     * @return nanoseconds
     */
    long nanos();
}
