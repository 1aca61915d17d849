package org.backplane.device.pic.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the pair remembers.
 *
 * @param master the master
 * @param slave  the slave
 * @param elcr   ELCR1 and ELCR2
 */
record PicState(Pic8259A.State master, Pic8259A.State slave, int[] elcr) {
    static final StateSchema SCHEMA = new StateSchema(PicComponent.PID, 1);
}
