package org.backplane.device.virtio.blk.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that the device remembers; the rings are in the guest's memory, the sectors on the host's disk.
 *
 * @param device            features, status, interrupt and queue
 * @param common            the modern interface's selecting registers
 * @param legacyQueueSelect the legacy interface's one
 * @param window            the window in the configuration space
 */
record VirtioBlkState(VirtioBlock.State device, CommonConfiguration.State common, int legacyQueueSelect, byte[] window) {
    static final StateSchema SCHEMA = new StateSchema(VirtioBlkComponent.PID, 1);

    VirtioBlkState {
        if (window.length != VirtioCapabilities.WINDOW_BYTES) {
            throw new IllegalArgumentException("a window of " + window.length + " bytes");
        }
    }
}
