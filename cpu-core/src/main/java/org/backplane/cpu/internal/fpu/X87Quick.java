package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/**
 * The usual case of the most frequent x87 instructions, for translated code: registers that hold normal numbers or
 * zeros, room on the stack, a result of that kind. Each method does what its namesake in {@link X87Arithmetic}, {@link X87Transfer} or {@link X87Comparison}
 * does and is true, or it is false and has changed nothing, so that the instruction is left to its handler. The x87 must be
 * {@linkplain X87#isCalm calm}: what an instruction reports then are bits of the status word.
 */
public final class X87Quick {
    private X87Quick() {
    }

    /** Adds; {@code pop} is 1 if the stack is popped. */
    public static boolean add(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        return areFilled(f, d, s, source) && end(f, d, f.unit.addUsual(f.se[d], f.sig[d], f.se[s], f.sig[s]), pop);
    }

    /** Multiplies. */
    public static boolean multiply(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        return areFilled(f, d, s, source) && end(f, d, f.unit.multiplyUsual(f.se[d], f.sig[d], f.se[s], f.sig[s]), pop);
    }

    /** Subtracts the source. */
    public static boolean subtract(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        return areFilled(f, d, s, source)
                && end(f, d, f.unit.addUsual(f.se[d], f.sig[d], f.se[s] ^ Rounding.SIGN, f.sig[s]), pop);
    }

    /** Subtracts the destination from the source. */
    public static boolean subtractReversed(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        return areFilled(f, d, s, source)
                && end(f, d, f.unit.addUsual(f.se[s], f.sig[s], f.se[d] ^ Rounding.SIGN, f.sig[d]), pop);
    }

    /** Divides by the source. */
    public static boolean divide(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        return areFilled(f, d, s, source) && end(f, d, f.unit.divideUsual(f.se[d], f.sig[d], f.se[s], f.sig[s]), pop);
    }

    /** Divides the source by the destination. */
    public static boolean divideReversed(Cpu c, int destination, int source, int pop) {
        Fpu f = c.fpu;
        int d = f.index(destination);
        int s = f.index(source);
        return areFilled(f, d, s, source) && end(f, d, f.unit.divideUsual(f.se[s], f.sig[s], f.se[d], f.sig[d]), pop);
    }

    /** Compares ST(0) with the source; nobody is a NaN, so {@code quiet} does not matter. */
    public static boolean compare(Cpu c, int source, int quiet, int pops) {
        Fpu f = c.fpu;
        int d = f.top;
        int s = f.index(source);
        int a = f.se[d];
        long sa = f.sig[d];
        int b = f.se[s];
        long sb = f.sig[s];
        if (!areFilled(f, d, s, source) || !F80.isNormalOrZero(a, sa) || !F80.isNormalOrZero(b, sb)) {
            return false;
        }
        int order = (sa | sb) == 0 ? 0 : ExtendedArithmetic.order(a, sa, b, sb);
        f.setConditions(X87Comparison.codes(order));
        if (pops == 2) {
            f.pop();
        }
        return done(f, 0, pops);
    }

    /** Pushes the operand from memory; it is not signaling or denormal. */
    public static boolean push(Cpu c) {
        Fpu f = c.fpu;
        int a = f.se[Fpu.MEMORY];
        long sa = f.sig[Fpu.MEMORY];
        return !f.unit.denormalOperand && !F80.isSignaling(a, sa) && push(f, a, sa);
    }

    /** Pushes a register, or the operand from memory, as it is. */
    public static boolean pushExactly(Cpu c, int source) {
        Fpu f = c.fpu;
        int s = f.index(source);
        return !f.isEmpty(s) && push(f, f.se[s], f.sig[s]);
    }

    private static boolean push(Fpu f, int signExponent, long significand) {
        int to = f.index(7);
        if (!f.isEmpty(to)) {
            return false;
        }
        f.top = to;
        f.put(to, signExponent, significand);
        return done(f, 0, 0);
    }

    /** Copies ST(0) to a register. */
    public static boolean store(Cpu c, int destination, int pop) {
        Fpu f = c.fpu;
        if (f.isEmpty(f.top)) {
            return false;
        }
        f.put(f.index(destination), f.se[f.top], f.sig[f.top]);
        return done(f, 0, pop);
    }

    /** Exchanges ST(0) and a register. */
    public static boolean exchange(Cpu c, int other) {
        Fpu f = c.fpu;
        int a = f.top;
        int b = f.index(other);
        if (f.isEmpty(a) || f.isEmpty(b)) {
            return false;
        }
        int signExponent = f.se[a];
        long significand = f.sig[a];
        f.put(a, f.se[b], f.sig[b]);
        f.put(b, signExponent, significand);
        return done(f, 0, 0);
    }

    /** Loads a control word after which the x87 is still calm. */
    public static boolean loadControl(Cpu c, int value) {
        boolean calm = (value & FpException.PRECISION) != 0 && (c.fpu.status & FpException.ALL & ~value) == 0;
        if (calm) {
            c.fpu.setControl(value);
        }
        return calm;
    }

    /** Whether both hold something, and the source was not denormal in the format that it was read in. */
    private static boolean areFilled(Fpu f, int d, int s, int source) {
        return (f.used >>> d & f.used >>> s & 1) != 0 && (source != Fpu.MEMORY || !f.unit.denormalOperand);
    }

    private static boolean end(Fpu f, int destination, int said, int pop) {
        if (said == NormalArithmetic.UNUSUAL) {
            return false;
        }
        f.se[destination] = f.unit.se;
        f.sig[destination] = f.unit.sig;
        return done(f, said, pop);
    }

    /** The status word says how the result was rounded. */
    private static boolean done(Fpu f, int said, int pop) {
        f.status = f.status & ~Fpu.C1 | said;
        if (pop != 0) {
            f.pop();
        }
        return true;
    }
}
