package org.backplane.device.fdc.internal;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;

/** What the execution phase of a command works with. */
record ChipCore(FloppyDrive[] drives, SeekControl seeks, FdcSettings settings, FdcTiming timing, DataPort port, Timer timer,
        VirtualClock clock, DeviceEvents events) {
    /** Takes the results of a command. */
    interface Results {
        /** The execution phase is over; the bytes are to be read by the host. */
        void ended(int... results);
    }
}
