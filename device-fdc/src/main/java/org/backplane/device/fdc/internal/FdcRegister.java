package org.backplane.device.fdc.internal;

import java.util.stream.Stream;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.RegisterMap;

/**
 * The registers of the 82077AA in PC AT mode by offset from 3F0h (82077AA §2.1), with their values after RESET.
 * The digital input and configuration control registers at 3F7h are a range of their own: 3F6h belongs to the hard disk.
 */
enum FdcRegister {
    /** Status register A; not there in PC AT mode. */
    SRA(0, Access.NONE, 0xff, "§2.1.1"),
    /** Status register B; not there in PC AT mode. */
    SRB(1, Access.NONE, 0xff, "§2.1.2"),
    /** Digital output register. */
    DOR(2, Access.RW, 0x00, "§2.1.3"),
    /** Tape drive register. */
    TDR(3, Access.RW, 0x00, "§2.1.4"),
    /** Main status register. */
    MSR(4, Access.RO, 0x00, "§2.1.6"),
    /** Data rate select register. */
    DSR(4, Access.WO, 0x02, "§2.1.5"),
    /** Data register: commands, data and results. */
    FIFO(5, Access.RW, 0x00, "§2.1.7"),
    /** Digital input register. */
    DIR(7, Access.RO, 0x7f, "§2.1.8"),
    /** Configuration control register. */
    CCR(7, Access.WO, 0x02, "§2.1.9");

    /** The bits of TDR. */
    static final int TDR_SELECT = 0x03;

    private static final FdcRegister[] READ = table(Access.WO);
    private static final FdcRegister[] WRITTEN = table(Access.RO);

    private final int offset;
    private final Access access;
    private final int initial;
    private final String section;

    FdcRegister(int offset, Access access, int initial, String section) {
        this.offset = offset;
        this.access = access;
        this.initial = initial;
        this.section = section;
    }

    /** The directions the guest may use. */
    enum Access { NONE, RO, WO, RW }

    static FdcRegister read(int offset) {
        return READ[offset];
    }

    static FdcRegister written(int offset) {
        return WRITTEN[offset];
    }

    /** The registers of a range that begins at an offset, for whoever looks at the chip from outside. */
    static RegisterMap declared(int first) {
        return RegisterMap.of(Stream.of(values()).filter(register -> register.access != Access.NONE
                && register.offset >= DIR.offset == first >= DIR.offset).map(register -> register.declaration(first)).toList());
    }

    private Register declaration(int first) {
        Register register = Register.of(name(), offset - first, 1, switch (access) {
            case RO -> Register.Access.RO;
            case WO -> Register.Access.WO;
            case RW -> Register.Access.RW;
            case NONE -> throw new AssertionError(this);
        }).section("82077AA " + section);
        return switch (this) {
            case DOR, MSR -> register.reset(initial);
            case TDR -> register.reset(initial).writable(TDR_SELECT);
            case FIFO -> register.writable(0).changedByReading();
            // Bit 7 is the drive's change line.
            case DIR -> register.reset(initial, initial);
            case DSR, CCR -> register;
            case SRA, SRB -> throw new AssertionError(this);
        };
    }

    int offset() {
        return offset;
    }

    int initial() {
        return initial;
    }

    /** The register for a report: its name and where the datasheet describes it. */
    String cited() {
        return name() + " (82077AA " + section + ")";
    }

    private static FdcRegister[] table(Access other) {
        FdcRegister[] table = new FdcRegister[8];
        for (FdcRegister register : values()) {
            if (register.access != other) {
                table[register.offset] = register;
            }
        }
        return table;
    }
}
