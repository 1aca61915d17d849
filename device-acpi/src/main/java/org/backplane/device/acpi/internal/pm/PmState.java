package org.backplane.device.acpi.internal.pm;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that power management remembers.
 *
 * @param block         the PM1 registers and the timer, whose count is virtual time's
 * @param events        the general-purpose events
 * @param apm           the APM ports
 * @param configuration the configuration registers in the order of their declaration
 */
public record PmState(PmBlock.State block, GeneralPurposeEvents.State events, int[] apm, int[] configuration) {
    /** The schema of the state. */
    public static final StateSchema SCHEMA = new StateSchema("org.backplane.device.acpi", 1);

    /** Checks the lengths. */
    public PmState {
        if (apm.length != ApmPorts.BYTES || configuration.length != PmConfigRegister.values().length) {
            throw new IllegalArgumentException(apm.length + " APM ports and " + configuration.length
                    + " configuration registers");
        }
    }
}
