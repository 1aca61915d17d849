package org.backplane.device.ide.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that controller and drives remember, in the middle of a transfer too; the sectors are on the host's disks.
 *
 * @param channels both channels with their drives
 * @param masters  their bus masters; none of ISA adapters
 * @param timing   the configuration registers from 40h on
 */
record IdeState(AtaChannel.State[] channels, BusMaster.State[] masters, int[] timing) {
    static final StateSchema SCHEMA = new StateSchema(IdeComponent.PID, 1);

    IdeState {
        if (channels.length != IdeController.CHANNELS || timing.length != IdeController.TIMING_BYTES) {
            throw new IllegalArgumentException(channels.length + " channels and " + timing.length + " configuration registers");
        }
    }
}
