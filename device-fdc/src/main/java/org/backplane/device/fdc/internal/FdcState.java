package org.backplane.device.fdc.internal;

import org.backplane.bus.state.StateSchema;

/**
 * Everything that controller and drives remember, in the middle of a transfer too; the sectors are on the host's disks.
 *
 * @param dor       DOR
 * @param tdr       TDR
 * @param drives    the four drives
 * @param settings  what the commands have set
 * @param seeks     the seeks and the interrupts that wait
 * @param port      the sector that is being served
 * @param phases    where in a command the chip is
 * @param pollNanos when the drives are polled after a reset; negative if they are not
 */
record FdcState(int dor, int tdr, FloppyDrive.State[] drives, FdcSettings.State settings, SeekControl.State seeks,
        DataPort.State port, CommandPhases.State phases, long pollNanos) {
    static final StateSchema SCHEMA = new StateSchema(FdcComponent.PID, 1);

    FdcState {
        if (drives.length != SeekControl.DRIVES) {
            throw new IllegalArgumentException(drives.length + " drives where there are " + SeekControl.DRIVES);
        }
    }
}
