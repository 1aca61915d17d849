package org.backplane.device.port92.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the port remembers.
 *
 * @param value    the register
 * @param gateOpen whether the port opens the gate, which after a reset it does while the register reads 0
 */
record SystemControlPortAState(int value, boolean gateOpen) {
    static final StateSchema SCHEMA = new StateSchema(SystemControlPortAComponent.PID, 1);
}
