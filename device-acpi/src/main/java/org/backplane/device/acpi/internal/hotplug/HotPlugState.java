package org.backplane.device.acpi.internal.hotplug;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the controller remembers.
 *
 * @param up   slots whose insertion the guest has not been told yet
 * @param down slots that the guest is asked to let go
 * @param gone slots whose contents have gone without the guest's consent, which it has not been told yet
 * @param bus  the selected bus
 */
public record HotPlugState(int up, int down, int gone, int bus) {
    /** The schema of the state. */
    public static final StateSchema SCHEMA = new StateSchema("org.backplane.device.acpi.hotplug", 1);

    /** After reset. */
    static final HotPlugState RESET = new HotPlugState(0, 0, 0, 0);
}
