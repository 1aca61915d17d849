package org.backplane.device.dma.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the controllers remember. What their peripherals ask for is not part of it: they find the next
 * controller by its role and drive DREQ there.
 *
 * @param bytes      the controller of channels 0 to 3
 * @param words      the controller of channels 4 to 7
 * @param againNanos when a channel that has initialized itself is served again; negative if none waits
 */
record DmaState(Dma8237A.State bytes, Dma8237A.State words, long againNanos) {
    static final StateSchema SCHEMA = new StateSchema(DmaComponent.PID, 1);
}
