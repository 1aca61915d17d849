package org.backplane.bus.core.internal.slot;

import java.util.Locale;

/** What is with a slot. */
enum SlotState {
    /** Nothing sits in it. */
    EMPTY,
    /** Its device answers. */
    LIVE,
    /** Its device has gone, another revision of it is awaited, and the guest stands. */
    HELD,
    /** Its device waits for another one to go. */
    PARKED,
    /** Its device's properties cannot be wired. */
    INVALID,
    /** Its device could not be plugged in. */
    FAILED,
    /** Its device has misbehaved and was taken out. */
    QUARANTINED,
    /** Its device is a PCI function that was taken out while the guest runs. */
    EJECTED;

    /** Whether a device is there that was taken out and may be put back. */
    boolean isOut() {
        return this == FAILED || this == QUARANTINED || this == EJECTED;
    }

    /** As listings write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
