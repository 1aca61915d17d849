package org.backplane.device.debugcon.internal;

import org.backplane.bus.state.StateSchema;

/**
 * The console remembers nothing; but a card that keeps its state leaves the host's stream to the next one, so that a file
 * is not begun anew and nobody at the other end of a connection is cut off.
 */
record DebugConsoleState() {
    static final StateSchema SCHEMA = new StateSchema(DebugConsoleComponent.PID, 1);
}
