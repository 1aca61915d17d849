package org.backplane.device.lapic.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.backplane.bus.register.Register;
import org.backplane.bus.register.Register.Access;
import org.backplane.bus.register.RegisterMap;

/**
 * The register page (SDM 3A table 10-1), as the xAPIC of a processor has it whose local vector table has six entries.
 * Registers lie 16 bytes apart.
 */
enum LapicRegister {
    ID(0x020, Access.RW, 0xff00_0000, "§10.4.6"),
    VERSION(0x030, Access.RO, 0, "§10.4.8"),
    TPR(0x080, Access.RW, 0xff, "§10.8.3.1"),
    PPR(0x0a0, Access.RO, 0, "§10.8.3.1"),
    EOI(0x0b0, Access.WO, 0, "§10.8.5"),
    LDR(0x0d0, Access.RW, 0xff00_0000, "§10.6.2.2"),
    DFR(0x0e0, Access.RW, 0xf000_0000, "§10.6.2.2"),
    SVR(0x0f0, Access.RW, 0x13ff, "§10.9"),
    ISR(0x100, Access.RO, 0, "§10.8.4"),
    TMR(0x180, Access.RO, 0, "§10.8.4"),
    IRR(0x200, Access.RO, 0, "§10.8.4"),
    /** A write latches what happened since the last one. */
    ESR(0x280, Access.RW, 0, "§10.5.3"),
    ICR_LOW(0x300, Access.RW, 0x000c_cfff, "§10.6.1"),
    ICR_HIGH(0x310, Access.RW, 0xff00_0000, "§10.6.1"),
    LVT_TIMER(0x320, Access.RW, 0x0002_00ff, "§10.5.1"),
    LVT_THERMAL(0x330, Access.RW, 0x07ff, "§10.5.1"),
    LVT_PERFORMANCE(0x340, Access.RW, 0x07ff, "§10.5.1"),
    LVT_LINT0(0x350, Access.RW, 0xa7ff, "§10.5.1"),
    LVT_LINT1(0x360, Access.RW, 0xa7ff, "§10.5.1"),
    LVT_ERROR(0x370, Access.RW, 0x00ff, "§10.5.1"),
    INITIAL_COUNT(0x380, Access.RW, 0xffff_ffff, "§10.5.4"),
    CURRENT_COUNT(0x390, Access.RO, 0, "§10.5.4"),
    DIVIDE(0x3e0, Access.RW, 0x0b, "§10.5.4");

    static final int STRIDE = 0x10;
    static final int PAGE_BYTES = 0x1000;
    /** Version 14h: an xAPIC; six entries in the local vector table; EOI broadcasts can be suppressed. */
    static final int VERSION_VALUE = 0x0105_0014;
    static final int SVR_RESET = 0xff;
    static final int DFR_RESET = 0xffff_ffff;
    /** Masked. */
    static final int LVT_RESET = 0x0001_0000;

    private static final LapicRegister[] BY_OFFSET = new LapicRegister[PAGE_BYTES / STRIDE];

    static {
        for (LapicRegister register : values()) {
            for (int i = 0; i < register.words(); i++) {
                BY_OFFSET[register.offset / STRIDE + i] = register;
            }
        }
    }

    private final int offset;
    private final Access access;
    private final int writable;
    private final String section;

    LapicRegister(int offset, Access access, int writable, String section) {
        this.offset = offset;
        this.access = access;
        this.writable = writable;
        this.section = section;
    }

    /** The register at an offset; empty where there is none. */
    static Optional<LapicRegister> at(int offset) {
        return Optional.ofNullable(offset % STRIDE == 0 ? BY_OFFSET[offset / STRIDE] : null);
    }

    int offset() {
        return offset;
    }

    /** The bits that a write sets; the mask of a local vector is one of them, but only while the APIC is enabled. */
    int writable() {
        return writable;
    }

    /** Which of the words of a register of 256 bits is at an offset. */
    int word(int at) {
        return (at - offset) / STRIDE;
    }

    private int words() {
        return this == ISR || this == TMR || this == IRR ? VectorSet.WORDS : 1;
    }

    /** The registers, for whoever looks at the chip from outside. */
    static RegisterMap declared() {
        List<Register> all = new ArrayList<>();
        for (LapicRegister register : values()) {
            for (int i = 0; i < register.words(); i++) {
                String name = register.words() == 1 ? register.name() : register.name() + i;
                Register declared = Register.of(name, register.offset + i * STRIDE, 4, register.access)
                        .writable(Integer.toUnsignedLong(register.writable)).section("SDM 3A " + register.section);
                all.add(register.resets(declared));
            }
        }
        return RegisterMap.of(all);
    }

    private Register resets(Register declared) {
        return switch (this) {
            case EOI -> declared;
            case ID -> declared.reset(0, 0x00ff_ffff);
            case VERSION -> declared.reset(VERSION_VALUE);
            case SVR -> declared.reset(SVR_RESET);
            case DFR -> declared.reset(Integer.toUnsignedLong(DFR_RESET));
            case LVT_TIMER, LVT_THERMAL, LVT_PERFORMANCE, LVT_LINT0, LVT_LINT1, LVT_ERROR -> declared.reset(LVT_RESET);
            case TPR, PPR, LDR, ISR, TMR, IRR, ESR, ICR_LOW, ICR_HIGH, INITIAL_COUNT, CURRENT_COUNT, DIVIDE ->
                declared.reset(0);
        };
    }
}
