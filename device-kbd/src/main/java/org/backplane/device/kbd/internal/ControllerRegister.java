package org.backplane.device.kbd.internal;

import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

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

    /** The two registers of a range, for whoever looks at the controller from outside. */
    static RegisterMap declared(String range) {
        return RegisterMap.of(Stream.of(values()).filter(register -> register.range.equals(range))
                .map(ControllerRegister::declaration).toList());
    }

    private Register declaration() {
        Register.Access published = access == Access.RO ? Register.Access.RO : Register.Access.WO;
        Register register = Register.of(name(), 0, 1, published).section("PC AT \"Keyboard Controller\"");
        return switch (this) {
            case OUTPUT_BUFFER -> register.changedByReading();
            case STATUS -> register.reset(initial);
            case INPUT_BUFFER, COMMAND -> register;
        };
    }

    int initial() {
        return initial;
    }
}
