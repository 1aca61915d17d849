package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** Basic arithmetic and constants of the x87 (SDM 1 §8.3.4, §8.3.5; SDM 2, FADD to FXTRACT, FLD1 to FLDZ). */
public final class X87Arithmetic {
    // The constants of FLD1, FLDL2T, FLDL2E, FLDPI, FLDLG2, FLDLN2, FLDZ: 128 bits of which rounding makes 64.
    private static final int[] CONSTANT_EXPONENT = {0x3FFF, 0x4000, 0x3FFF, 0x4000, 0x3FFD, 0x3FFE, 0};
    private static final long[] CONSTANT_HIGH = {Rounding.INTEGER, 0xD49A_784B_CD1B_8AFEL, 0xB8AA_3B29_5C17_F0BBL,
        0xC90F_DAA2_2168_C234L, 0x9A20_9A84_FBCF_F798L, 0xB172_17F7_D1CF_79ABL, 0};
    private static final long[] CONSTANT_LOW = {0, 0x492B_F6FF_4DAF_DB4CL, 0xBE87_FED0_691D_3E88L,
        0xC4C6_628B_80DC_1CD1L, 0x8F89_59AC_0B7C_9178L, 0xC9E3_B398_03F2_F6AFL, 0};

    private X87Arithmetic() {
    }

    /** Whether both registers hold something; if not, the stack underflow is noted and the destination gets a NaN. */
    private static boolean areFilled(Fpu f, int destination, int source) {
        if (!f.isEmpty(destination) && !f.isEmpty(source)) {
            return true;
        }
        if (f.underflow()) {
            f.unit.set(F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
        }
        return false;
    }

    private static void end(Cpu c, Fpu f, int destination, int pop) {
        if (!f.hasNoResult()) {
            f.put(destination, f.unit.se, f.unit.sig);
            if (pop != 0) {
                f.pop();
            }
        }
        X87.end(c, f);
    }

    public static void add(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (areFilled(f, d, s)) {
            f.unit.add(f.se[d], f.sig[d], f.se[s], f.sig[s]);
        }
        end(c, f, d, pop);
    }

    public static void multiply(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (areFilled(f, d, s)) {
            f.unit.multiply(f.se[d], f.sig[d], f.se[s], f.sig[s]);
        }
        end(c, f, d, pop);
    }

    public static void subtract(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (areFilled(f, d, s)) {
            f.unit.subtract(f.se[d], f.sig[d], f.se[s], f.sig[s]);
        }
        end(c, f, d, pop);
    }

    /** Subtracts the destination from the source. */
    public static void subtractReversed(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (areFilled(f, d, s)) {
            f.unit.subtract(f.se[s], f.sig[s], f.se[d], f.sig[d]);
        }
        end(c, f, d, pop);
    }

    public static void divide(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (areFilled(f, d, s)) {
            f.unit.divide(f.se[d], f.sig[d], f.se[s], f.sig[s]);
        }
        end(c, f, d, pop);
    }

    /** Divides the source by the destination. */
    public static void divideReversed(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        if (areFilled(f, d, s)) {
            f.unit.divide(f.se[s], f.sig[s], f.se[d], f.sig[d]);
        }
        end(c, f, d, pop);
    }

    public static void squareRoot(Cpu c) {
        Fpu f = c.fpu;
        if (areFilled(f, f.top, f.top)) {
            f.unit.squareRoot(f.se[f.top], f.sig[f.top]);
        }
        end(c, f, f.top, 0);
    }

    public static void roundToInteger(Cpu c) {
        Fpu f = c.fpu;
        if (areFilled(f, f.top, f.top)) {
            f.unit.roundToInteger(f.se[f.top], f.sig[f.top]);
        }
        end(c, f, f.top, 0);
    }

    public static void scale(Cpu c) {
        Fpu f = c.fpu;
        int s = f.index(1);
        if (areFilled(f, f.top, s)) {
            f.unit.scale(f.se[f.top], f.sig[f.top], f.se[s], f.sig[s]);
        }
        end(c, f, f.top, 0);
    }

    /** FPREM and FPREM1: C0, C3 and C1 show the quotient's low bits, C2 that the reduction is not complete. */
    public static void remainder(Cpu c, int nearest) {
        Fpu f = c.fpu;
        int s = f.index(1);
        // Without a quotient C2 is cleared, and C0 and C3 stay.
        f.status &= ~Fpu.C2;
        if (areFilled(f, f.top, s)) {
            f.unit.remainder(f.se[f.top], f.sig[f.top], f.se[s], f.sig[s], nearest != 0);
            if (f.unit.hasQuotient && !f.hasNoResult()) {
                int q = f.unit.quotient;
                f.setConditions((f.unit.partial ? Fpu.C2 : 0) | ((q & 4) != 0 ? Fpu.C0 : 0)
                        | ((q & 2) != 0 ? Fpu.C3 : 0));
                f.unit.roundedUp = (q & 1) != 0;
            }
        }
        end(c, f, f.top, 0);
    }

    /** FXTRACT: the exponent in ST(0), then the significand pushed. */
    public static void extract(Cpu c) {
        Fpu f = c.fpu;
        int to = f.index(7);
        int exponentSe = F80.NEGATIVE_SPECIAL;
        long exponentSig = F80.DEFAULT_NAN;
        int significandSe = F80.NEGATIVE_SPECIAL;
        long significandSig = F80.DEFAULT_NAN;
        if (f.isEmpty(f.top)) {
            f.underflow();
        } else if (!f.isEmpty(to)) {
            f.overflow();
        } else {
            f.unit.extract(f.se[f.top], f.sig[f.top]);
            exponentSe = f.unit.se;
            exponentSig = f.unit.sig;
            significandSe = f.unit.extractedSe;
            significandSig = f.unit.extracted;
        }
        if (!f.hasNoResult()) {
            f.put(f.top, exponentSe, exponentSig);
            f.put(to, significandSe, significandSig);
            f.top = to;
        }
        X87.end(c, f);
    }

    public static void absolute(Cpu c) {
        Fpu f = c.fpu;
        if (areFilled(f, f.top, f.top)) {
            f.unit.set(f.se[f.top] & ~Rounding.SIGN, f.sig[f.top]);
        }
        end(c, f, f.top, 0);
    }

    public static void changeSign(Cpu c) {
        Fpu f = c.fpu;
        if (areFilled(f, f.top, f.top)) {
            f.unit.set(f.se[f.top] ^ Rounding.SIGN, f.sig[f.top]);
        }
        end(c, f, f.top, 0);
    }

    /** Pushes one of the constants, rounded as RC says but to 64 bits whatever PC says (SDM 2, FLD1). */
    public static void pushConstant(Cpu c, int number) {
        Fpu f = c.fpu;
        f.unit.roundConstant(CONSTANT_EXPONENT[number], CONSTANT_HIGH[number], CONSTANT_LOW[number]);
        f.se[Fpu.MEMORY] = f.unit.se;
        f.sig[Fpu.MEMORY] = f.unit.sig;
        X87Transfer.pushExactly(c, Fpu.MEMORY);
    }
}
