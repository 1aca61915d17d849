package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;

/** SYSENTER and SYSEXIT (SDM 3A §5.8.7; SDM 2): flat segments that come from no descriptor table. */
public final class FastSystemCalls {
    private static final int FLAT = Descriptor.P | Descriptor.S | Descriptor.ACCESSED | Descriptor.DB | Descriptor.G;
    private static final int FLAT_CODE = FLAT | Descriptor.CODE | Descriptor.READABLE;
    private static final int FLAT_DATA = FLAT | Descriptor.WRITABLE;
    private static final int EXIT_CODE = 16;

    private FastSystemCalls() {
    }

    public static void sysenter(Cpu c) {
        if (c.realMode() || isNull(c)) {
            throw c.generalProtection(0);
        }
        c.control &= ~(Eflags.VM | Eflags.IF | Eflags.RF);
        load(c, c.sysenterCs & 0xFFFC, 0);
        c.regs[Cpu.ESP] = c.sysenterEsp;
        c.eip = c.sysenterEip;
    }

    public static void sysexit(Cpu c) {
        if (c.realMode() || isNull(c) || c.cpl != 0) {
            throw c.generalProtection(0);
        }
        load(c, (c.sysenterCs & 0xFFFC) + EXIT_CODE, 3);
        c.regs[Cpu.ESP] = c.regs[Cpu.ECX];
        c.eip = c.regs[Cpu.EDX];
    }

    private static boolean isNull(Cpu c) {
        return (c.sysenterCs & 0xFFFC) == 0;
    }

    /** SS is the descriptor behind that of CS. */
    private static void load(Cpu c, int code, int level) {
        int privilege = level << Descriptor.DPL_SHIFT;
        c.segments[SegmentRegister.CS].load(code & 0xFFFF | level, 0, -1, FLAT_CODE | privilege);
        c.segments[SegmentRegister.SS].load(code + 8 & 0xFFFF | level, 0, -1, FLAT_DATA | privilege);
        c.cpl = level;
        c.updateMode();
    }
}
