package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;

/** Comparison and classification of the x87 (SDM 1 §8.3.6; SDM 2, FCOM, FUCOM, FCOMI, FTST, FXAM). */
public final class X87Comparison {
    private static final int UNORDERED = Fpu.C3 | Fpu.C2 | Fpu.C0;
    private static final int FLAGS = Eflags.ZF | Eflags.PF | Eflags.CF;

    private X87Comparison() {
    }

    /**
     * Compares ST(0) with a register or the operand from memory and sets C3, C2, C0.
     *
     * @param source the other operand
     * @param quiet  1 if quiet NaNs are no invalid operands
     * @param pops   how often the stack is popped
     */
    public static void compare(Cpu c, int source, int quiet, int pops) {
        Fpu f = c.fpu;
        int s = f.index(source);
        int codes = UNORDERED;
        if (f.isEmpty(f.top) || f.isEmpty(s)) {
            f.underflow();
        } else {
            codes = codes(f.unit.compare(f.se[f.top], f.sig[f.top], f.se[s], f.sig[s], quiet != 0));
        }
        end(c, f, codes, pops);
    }

    /** The condition codes of an order. */
    static int codes(int order) {
        return switch (order) {
            case -1 -> Fpu.C0;
            case 0 -> Fpu.C3;
            case 1 -> 0;
            default -> UNORDERED;
        };
    }

    private static void end(Cpu c, Fpu f, int codes, int pops) {
        // The codes are set even if an exception is not masked; the stack is popped only without one.
        f.setConditions(codes);
        for (int i = 0; i < pops && !f.hasNoResult(); i++) {
            f.pop();
        }
        X87.end(c, f);
    }

    /** FTST: compares with zero. */
    public static void test(Cpu c) {
        Fpu f = c.fpu;
        int codes = UNORDERED;
        if (f.isEmpty(f.top)) {
            f.underflow();
        } else {
            codes = codes(f.unit.compare(f.se[f.top], f.sig[f.top], 0, 0, false));
        }
        end(c, f, codes, 0);
    }

    /** FCOMI and FUCOMI: compares, and gives ZF, PF and CF as EFLAGS has them; C1 stays unless the stack underflows. */
    public static int compareFlags(Cpu c, int source, int quiet, int pop) {
        Fpu f = c.fpu;
        int s = f.index(source);
        int flags = FLAGS;
        f.unit.roundedUp = (f.status & Fpu.C1) != 0;
        if (f.isEmpty(f.top) || f.isEmpty(s)) {
            f.underflow();
        } else {
            flags = flags(f.unit.compare(f.se[f.top], f.sig[f.top], f.se[s], f.sig[s], quiet != 0));
        }
        if (pop != 0 && !f.hasNoResult()) {
            f.pop();
        }
        X87.end(c, f);
        return flags;
    }

    /** The flags of an order. */
    static int flags(int order) {
        return switch (order) {
            case -1 -> Eflags.CF;
            case 0 -> Eflags.ZF;
            case 1 -> 0;
            default -> FLAGS;
        };
    }

    /** FXAM: the class of ST(0) in C3, C2 and C0, its sign in C1, even if it is empty. */
    public static void examine(Cpu c) {
        Fpu f = c.fpu;
        int a = f.se[f.top];
        long sa = f.sig[f.top];
        f.setConditions(classOf(f, a, sa));
        f.status = f.status & ~Fpu.C1 | ((a & Rounding.SIGN) != 0 ? Fpu.C1 : 0);
    }

    private static int classOf(Fpu f, int a, long sa) {
        if (f.isEmpty(f.top)) {
            return Fpu.C3 | Fpu.C0;
        }
        if (F80.isUnsupported(a, sa)) {
            return 0;
        }
        if (F80.isNan(a, sa)) {
            return Fpu.C0;
        }
        if (F80.isInfinite(a, sa)) {
            return Fpu.C2 | Fpu.C0;
        }
        if (F80.isZero(a, sa)) {
            return Fpu.C3;
        }
        return F80.isDenormal(a, sa) ? Fpu.C3 | Fpu.C2 : Fpu.C2;
    }
}
