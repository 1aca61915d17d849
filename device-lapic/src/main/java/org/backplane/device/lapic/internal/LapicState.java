package org.backplane.device.lapic.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the APIC remembers.
 *
 * @param base IA32_APIC_BASE
 * @param unit registers, pins and interrupts
 */
record LapicState(long base, LapicUnit.State unit) {
    static final StateSchema SCHEMA = new StateSchema(LapicComponent.PID, 1);
}
