package org.backplane.device.acpi.internal.hotplug;

import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** The registers of the hot-plug controller, of four bytes each (QEMU PCI hot-plug). */
enum HotPlugRegister {
    /** Slots whose insertion the guest has not been told yet, one bit each; a read forgets them. */
    UP(0x00, Register.Access.RO, "slot injection notification pending"),
    /** Slots that the guest is asked to let go, one bit each. */
    DOWN(0x04, Register.Access.RO, "slot removal notification"),
    /** Writing ones switches slots off; reads as the set of features, none. */
    EJECT(0x08, Register.Access.RW, "device eject"),
    /** Slots whose contents can be removed, one bit each. */
    REMOVABLE(0x0c, Register.Access.RO, "removability status"),
    /** The number of the bus that the other registers speak of; only the root bus, 0, has slots (measured on QEMU 7.2). */
    BUS(0x10, Register.Access.RW, "measured"),
    /** Slots whose contents have gone without the guest's consent, one bit each; a read forgets them. Not on QEMU. */
    GONE(0x18, Register.Access.RO, "our own"),
    /** What _OST said (ACPI §6.3.5): slot in bits 0 to 7, source event in 8 to 15, status in 16 to 31. Not on QEMU. */
    STATUS(0x1c, Register.Access.WO, "our own");

    /** The length of each register. */
    static final int REGISTER_BYTES = 4;
    /** The bits of {@link #BUS} that exist. */
    static final int BUS_BITS = 0xff;
    /** The length of the block. */
    static final int BLOCK_BYTES = 0x20;

    private static final HotPlugRegister[] BY_NUMBER = table();

    private final int offset;
    private final Register.Access access;
    private final String section;

    HotPlugRegister(int offset, Register.Access access, String section) {
        this.offset = offset;
        this.access = access;
        this.section = section;
    }

    /** The register at an offset that is a multiple of four; {@code null} for the one that is left out. */
    static HotPlugRegister at(int offset) {
        return BY_NUMBER[offset / REGISTER_BYTES];
    }

    /** The registers, for whoever looks at the card from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(Stream.of(values()).map(HotPlugRegister::declaration).toList());
    }

    private Register declaration() {
        Register register = Register.of(name(), offset, REGISTER_BYTES, access).section("QEMU PCI hot-plug \"" + section + "\"");
        return switch (this) {
            case UP, GONE -> register.reset(0).changedByReading();
            case DOWN -> register.reset(0);
            case EJECT -> register.reset(0).writable(0);
            case BUS -> register.reset(0).writable(BUS_BITS);
            case REMOVABLE, STATUS -> register;
        };
    }

    private static HotPlugRegister[] table() {
        HotPlugRegister[] table = new HotPlugRegister[BLOCK_BYTES / REGISTER_BYTES];
        for (HotPlugRegister register : values()) {
            table[register.offset / REGISTER_BYTES] = register;
        }
        return table;
    }
}
