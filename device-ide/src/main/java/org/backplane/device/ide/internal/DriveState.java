package org.backplane.device.ide.internal;

import org.backplane.bus.state.StateException;

/**
 * The state of a drive of either kind.
 *
 * @param common what both kinds have
 * @param disk   what a disk has beside; empty for a CD-ROM drive
 * @param cdrom  what a CD-ROM drive has beside; empty for a disk
 */
record DriveState(Drive.State common, AtaDisk.State[] disk, AtapiCdrom.State[] cdrom) {
    DriveState {
        if (disk.length + cdrom.length != 1) {
            throw new IllegalArgumentException("a drive is a disk or a CD-ROM drive");
        }
    }

    static DriveState of(Drive.State common, AtaDisk.State disk) {
        return new DriveState(common, new AtaDisk.State[] {disk}, new AtapiCdrom.State[0]);
    }

    static DriveState of(Drive.State common, AtapiCdrom.State cdrom) {
        return new DriveState(common, new AtaDisk.State[0], new AtapiCdrom.State[] {cdrom});
    }

    AtaDisk.State asDisk() {
        if (disk.length == 0) {
            throw new StateException("the state of a CD-ROM drive is none of a disk");
        }
        return disk[0];
    }

    AtapiCdrom.State asCdrom() {
        if (cdrom.length == 0) {
            throw new StateException("the state of a disk is none of a CD-ROM drive");
        }
        return cdrom[0];
    }
}
