package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Vector;

/** CLI, STI, HLT, BOUND, CMPXCHG8B, the error of DIV and IDIV, and what undefined opcodes do (SDM 2). */
public final class Control {
    private Control() {
    }

    public static void cli(Cpu c) {
        if (VirtualInterrupts.replaceIf(c)) {
            c.setFlag(Eflags.VIF, false);
            return;
        }
        checkIopl(c);
        c.setFlag(Eflags.IF, false);
    }

    public static void sti(Cpu c) {
        if (VirtualInterrupts.replaceIf(c)) {
            VirtualInterrupts.set(c);
            return;
        }
        checkIopl(c);
        if (!c.flag(Eflags.IF)) {
            c.setFlag(Eflags.IF, true);
            c.execution.inhibitInterrupts();
            c.execution.flagsChanged();
        }
    }

    private static void checkIopl(Cpu c) {
        if (c.cpl > c.iopl()) {
            throw c.generalProtection(0);
        }
    }

    public static void hlt(Cpu c) {
        c.requirePrivilege();
        c.execution.halt();
    }

    /** INVD and WBINVD: there are no caches to write back. */
    public static void invalidateCaches(Cpu c) {
        c.requirePrivilege();
    }

    /** CLFLUSH: there are no caches to write back, so that only the faults of a load remain (SDM 2, CLFLUSH). */
    public static void flushLine(Cpu c, int segment, int offset) {
        c.checkRead(c.linearForRead(segment & 7, offset, 1), 1, c.user());
    }

    public static void setDirection(Cpu c, int set) {
        c.setFlag(Eflags.DF, set != 0);
    }

    /** The low byte of EFLAGS, as LAHF shows it. */
    public static int flagsImage(Cpu c) {
        return c.eflags() & 0xFF;
    }

    /** BOUND: #BR if a signed index is outside the two bounds in memory. */
    public static void bound(Cpu c, int size, int index, int segment, int offset) {
        boolean wide = size == 32;
        int lower = wide ? c.read32(segment, offset, c.at) : (short) c.read16(segment, offset, c.at);
        int second = Cpu.part(segment, offset + size / 8);
        int upper = wide ? c.read32(segment, second, c.at) : (short) c.read16(segment, second, c.at);
        int signed = wide ? index : (short) index;
        if (signed < lower || signed > upper) {
            throw c.fault(Vector.BR, 0);
        }
    }

    /** CMPXCHG8B: the memory operand is always written, with its old value if it differs from EDX:EAX. */
    public static void cmpxchg8b(Cpu c, int segment, int offset) {
        int second = Cpu.part(segment, offset + 4);
        int low = c.modify32(segment, offset, c.at);
        int high = c.modify32(segment, second, c.at);
        boolean equal = low == c.regs[Cpu.EAX] && high == c.regs[Cpu.EDX];
        c.write32(segment, offset, equal ? c.regs[Cpu.EBX] : low, c.at);
        c.write32(segment, second, equal ? c.regs[Cpu.ECX] : high, c.at);
        if (!equal) {
            c.regs[Cpu.EAX] = low;
            c.regs[Cpu.EDX] = high;
        }
        int image = c.eflags();
        c.setStatusFlags(equal ? image | Eflags.ZF : image & ~Eflags.ZF);
    }

    /** DIV and IDIV: the divisor is 0, or the quotient does not fit. */
    public static void divideError(Cpu c) {
        throw c.fault(Vector.DE, 0);
    }

    public static void undefined(Cpu c) {
        throw c.undefinedOpcode();
    }
}
