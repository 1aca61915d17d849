package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** The instructions of the transcendental functions (SDM 1 §8.3.7 to §8.3.9; SDM 2, F2XM1, FYL2X, FPTAN, FPATAN, FSIN). */
public final class X87Functions {
    private X87Functions() {
    }

    private static boolean isFilled(Fpu f, int index) {
        if (!f.isEmpty(index)) {
            return true;
        }
        if (f.underflow()) {
            f.unit.set(F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
        }
        return false;
    }

    private static void end(Cpu c, Fpu f) {
        if (!f.hasNoResult()) {
            f.put(f.top, f.unit.se, f.unit.sig);
        }
        X87.end(c, f);
    }

    public static void exponential(Cpu c) {
        Fpu f = c.fpu;
        if (isFilled(f, f.top)) {
            f.unit.exponential(f.se[f.top], f.sig[f.top]);
        }
        end(c, f);
    }

    private static void endPopping(Cpu c, Fpu f) {
        if (!f.hasNoResult()) {
            f.put(f.index(1), f.unit.se, f.unit.sig);
            f.pop();
        }
        X87.end(c, f);
    }

    public static void logarithm(Cpu c) {
        Fpu f = c.fpu;
        int y = f.index(1);
        if (isFilled(f, f.top) && isFilled(f, y)) {
            f.unit.logarithm(f.se[y], f.sig[y], f.se[f.top], f.sig[f.top]);
        }
        endPopping(c, f);
    }

    public static void logarithmPlusOne(Cpu c) {
        Fpu f = c.fpu;
        int y = f.index(1);
        if (isFilled(f, f.top) && isFilled(f, y)) {
            f.unit.logarithmPlusOne(f.se[y], f.sig[y], f.se[f.top], f.sig[f.top]);
        }
        endPopping(c, f);
    }

    public static void arctangent(Cpu c) {
        Fpu f = c.fpu;
        int y = f.index(1);
        if (isFilled(f, f.top) && isFilled(f, y)) {
            f.unit.arctangent(f.se[y], f.sig[y], f.se[f.top], f.sig[f.top]);
        }
        endPopping(c, f);
    }

    // The trigonometric functions leave an argument that is out of range alone and set C2.

    public static void sine(Cpu c) {
        Fpu f = c.fpu;
        f.unit.outOfRange = false;
        if (isFilled(f, f.top)) {
            f.unit.sine(f.se[f.top], f.sig[f.top]);
        }
        endTrigonometric(c, f);
    }

    public static void cosine(Cpu c) {
        Fpu f = c.fpu;
        f.unit.outOfRange = false;
        if (isFilled(f, f.top)) {
            f.unit.cosine(f.se[f.top], f.sig[f.top]);
        }
        endTrigonometric(c, f);
    }

    private static void endTrigonometric(Cpu c, Fpu f) {
        showRange(f);
        if (f.unit.outOfRange) {
            X87.end(c, f);
        } else {
            end(c, f);
        }
    }

    private static void showRange(Fpu f) {
        f.status = f.unit.outOfRange ? f.status | Fpu.C2 : f.status & ~Fpu.C2;
    }

    /** FPTAN pushes 1 after the tangent. */
    public static void tangent(Cpu c) {
        Fpu f = c.fpu;
        if (mayPush(f)) {
            f.unit.tangent(f.se[f.top], f.sig[f.top]);
            boolean isNan = F80.isNan(f.unit.se, f.unit.sig);
            endPushing(c, f, isNan ? f.unit.se : Rounding.BIAS, isNan ? f.unit.sig : Rounding.INTEGER);
        } else {
            endPushing(c, f, F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
        }
    }

    /** FSINCOS replaces by the sine and pushes the cosine. */
    public static void sineAndCosine(Cpu c) {
        Fpu f = c.fpu;
        if (mayPush(f)) {
            f.unit.sineAndCosine(f.se[f.top], f.sig[f.top]);
            endPushing(c, f, f.unit.secondSe, f.unit.secondSig);
        } else {
            endPushing(c, f, F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
        }
    }

    private static boolean mayPush(Fpu f) {
        f.unit.outOfRange = false;
        f.unit.set(F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
        if (f.isEmpty(f.top)) {
            f.underflow();
            return false;
        }
        if (!f.isEmpty(f.index(7))) {
            f.overflow();
            return false;
        }
        return true;
    }

    private static void endPushing(Cpu c, Fpu f, int signExponent, long significand) {
        showRange(f);
        if (!f.unit.outOfRange && !f.hasNoResult()) {
            int to = f.index(7);
            f.put(f.top, f.unit.se, f.unit.sig);
            f.put(to, signExponent, significand);
            f.top = to;
        }
        X87.end(c, f);
    }
}
