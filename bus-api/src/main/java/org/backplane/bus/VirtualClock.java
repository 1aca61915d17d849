package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The machine's time. It follows the host's clock while the guest runs, or the count of instructions in deterministic
 * mode; it stands still while the machine is stopped. It never runs backwards.
 */
@ProviderType
public interface VirtualClock {
    /**
     * Virtual time since power-on. Machine thread.
     *
     * @return nanoseconds
     */
    long nanos();
}
