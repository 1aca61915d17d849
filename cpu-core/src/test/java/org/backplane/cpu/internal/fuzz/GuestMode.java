package org.backplane.cpu.internal.fuzz;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;

/** Where a fuzzed guest's code runs. */
enum GuestMode {
    REAL, FLAT_SUPERVISOR, FLAT_USER, SEGMENTED_16, VIRTUAL_8086, NARROW_32;

    private static final int CODE32 = 0x00CF9B00;
    private static final int DATA32 = 0x00CF9300;
    private static final int USER = 0x6000;

    /** Loads the segment registers, as the code before would have. */
    void enter(Cpu c) {
        switch (this) {
            case REAL -> segments(c, GuestLayout.CODE >>> 4, GuestLayout.CODE >>> 4, 0xFFFF,
                    SegmentRegister.REAL_MODE_DATA, SegmentRegister.REAL_MODE_DATA);
            case VIRTUAL_8086 -> {
                c.control |= Eflags.VM;
                for (SegmentRegister s : c.segments) {
                    s.loadVirtual8086(GuestLayout.CODE >>> 4);
                }
            }
            case FLAT_SUPERVISOR -> segments(c, GuestLayout.CODE0, GuestLayout.DATA0, -1, CODE32, DATA32);
            case FLAT_USER -> segments(c, GuestLayout.CODE3, GuestLayout.DATA3, -1, CODE32 | USER, DATA32 | USER);
            case SEGMENTED_16 -> segments(c, GuestLayout.CODE16, GuestLayout.DATA16, 0xFFFF, 0x9B00, 0x9300);
            case NARROW_32 -> {
                segments(c, GuestLayout.CODE0, GuestLayout.DATA0, -1, CODE32, DATA32);
                c.segments[SegmentRegister.DS].load(GuestLayout.NARROW_DATA, GuestLayout.CODE, 0xFF, 0x0040F300);
                c.segments[SegmentRegister.ES].load(GuestLayout.EXPAND_DOWN, GuestLayout.CODE, 0xFFF, 0x0040F700);
            }
        }
        boolean user = this == FLAT_USER || this == VIRTUAL_8086;
        c.cpl = user ? 3 : 0;
        c.eip = GuestLayout.ENTRY + (isFlat() ? GuestLayout.CODE : 0);
    }

    private boolean isFlat() {
        return this == FLAT_SUPERVISOR || this == FLAT_USER || this == NARROW_32;
    }

    private void segments(Cpu c, int code, int data, int limit, int codeAttributes, int dataAttributes) {
        int base = isFlat() ? 0 : GuestLayout.CODE;
        for (SegmentRegister s : c.segments) {
            s.load(data, base, limit, dataAttributes);
        }
        c.segments[SegmentRegister.CS].load(code, base, limit, codeAttributes);
    }
}
