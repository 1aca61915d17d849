package org.backplane.device.kbd.internal;

import java.util.NoSuchElementException;

/** The registers that the system sees of the controller (PC AT "Keyboard Controller"), with their values after a reset. */
enum ControllerRegister {
    /** Port 60h, read. */
    OUTPUT_BUFFER("data", Access.RO, 0x00),
    /** Port 60h, written: data for the controller, or a byte for the keyboard. */
    INPUT_BUFFER("data", Access.WO, 0x00),
    /** Port 64h, read: unlocked, and as though a command had been written last, as measured on QEMU's PC. */
    STATUS("command", Access.RO, 0x18),
    /** Port 64h, written. */
    COMMAND("command", Access.WO, 0x00);

    private final String range;
    private final Access access;
    private final int initial;

    ControllerRegister(String range, Access access, int initial) {
        this.range = range;
        this.access = access;
        this.initial = initial;
    }

    enum Access { RO, WO }

    static ControllerRegister at(String range, Access access) {
        for (ControllerRegister register : values()) {
            if (register.range.equals(range) && register.access == access) {
                return register;
            }
        }
        throw new NoSuchElementException("no register in the range '" + range + "'");
    }

    int initial() {
        return initial;
    }
}
