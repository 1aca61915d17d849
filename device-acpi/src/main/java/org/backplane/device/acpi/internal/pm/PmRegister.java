package org.backplane.device.acpi.internal.pm;

import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/** The registers of the power management block (82371AB §7.2) with their width in bytes. Other offsets read 0. */
enum PmRegister {
    /** Power Management Status; write 1 to clear. */
    PMSTS(0x00, 2, Access.CLEAR, 0x8d31),
    /** Power Management Resume Enable. */
    PMEN(0x02, 2, Access.RW, 0x0521),
    /** Power Management Control. */
    PMCNTRL(0x04, 2, Access.RW, 0x3c03),
    /** Power Management Timer. */
    PMTMR(0x08, 4, Access.RO, 0),
    /** Global Control. */
    GLBCTL(0x28, 4, Access.RW, 0x07ff_ffff);

    private static final PmRegister[] BY_OFFSET = table();

    private final int offset;
    private final int bytes;
    private final Access access;
    private final int mask;

    PmRegister(int offset, int bytes, Access access, int mask) {
        this.offset = offset;
        this.bytes = bytes;
        this.access = access;
        this.mask = mask;
    }

    /** What a write does. */
    enum Access { RO, RW, CLEAR }

    /** The length of the block in bytes. */
    static final int BLOCK_BYTES = 0x40;

    /** The register that a byte belongs to; {@code null} if there is none. */
    static PmRegister at(int offset) {
        return BY_OFFSET[offset];
    }

    int offset() {
        return offset;
    }

    Access access() {
        return access;
    }

    /** The bits that exist. */
    int mask() {
        return mask;
    }

    /** The registers, for whoever looks at the chip from outside. */
    static RegisterMap declared() {
        return RegisterMap.of(Stream.of(values()).map(PmRegister::declaration).toList());
    }

    private Register declaration() {
        Register register = Register.of(name(), offset, bytes, switch (access) {
            case RO -> Register.Access.RO;
            case RW -> Register.Access.RW;
            case CLEAR -> Register.Access.W1C;
        }).section("82371AB §7.2");
        return switch (this) {
            case PMSTS -> register.reset(0).clearedByOne(mask);
            case PMEN -> register.reset(0).writable(mask);
            case PMCNTRL -> register.reset(0).writable(mask & ~PmBlock.CNTRL_SUS_EN);
            case GLBCTL -> register.reset(0).writable(mask & ~PmBlock.GLBCTL_BIOS_RLS);
            case PMTMR -> register;
        };
    }

    /** The register for a report: its name and where the datasheet describes it. */
    String cited() {
        return name() + " (82371AB §7.2)";
    }

    private static PmRegister[] table() {
        PmRegister[] table = new PmRegister[BLOCK_BYTES];
        for (PmRegister register : values()) {
            for (int i = 0; i < register.bytes; i++) {
                table[register.offset + i] = register;
            }
        }
        return table;
    }
}
