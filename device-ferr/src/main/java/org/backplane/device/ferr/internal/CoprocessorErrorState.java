package org.backplane.device.ferr.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the logic remembers.
 *
 * @param error     the level of FERR# that it has heard of
 * @param interrupt whether interrupt 13 is requested
 * @param ignored   whether IGNNE# is asserted
 */
record CoprocessorErrorState(boolean error, boolean interrupt, boolean ignored) {
    static final StateSchema SCHEMA = new StateSchema(CoprocessorErrorComponent.PID, 1);
}
