package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** The usual case of {@link X87Transfer}, and what it makes of operands in memory ({@link QuickX87}). */
public final class QuickTransfer {
    private static final double LARGEST_EXACT = 0x1p53;

    private QuickTransfer() {
    }

    // Operands from memory.

    /** A 32-bit number has been read. */
    public static void real32(Cpu c, int bits) {
        double value = Float.intBitsToFloat(bits);
        // A denormal number is a normal double, but to be noticed.
        if (!keep(c.fpu, value, Math.abs(value) >= Float.MIN_NORMAL || value == 0)) {
            X87Transfer.real32(c, bits);
        }
    }

    /** A 64-bit number has been read, as two halves. */
    public static void real64(Cpu c, int low, int high) {
        if (!keep(c.fpu, Double.longBitsToDouble(X87Transfer.both(low, high)), true)) {
            X87Transfer.real64(c, low, high);
        }
    }

    /** An 80-bit number has been read, the significand as two halves. */
    public static void real80(Cpu c, int low, int high, int signExponent) {
        c.fpu.forgetDouble(Fpu.MEMORY);
        X87Transfer.real80(c, low, high, signExponent);
    }

    /** An integer has been read, as two halves. */
    public static void integer(Cpu c, int low, int high) {
        double value = X87Transfer.both(low, high);
        if (!keep(c.fpu, value, Math.abs(value) < LARGEST_EXACT)) {
            X87Transfer.integer(c, low, high);
        }
    }

    /** Keeps a number from memory as a double if that is what it can be; whether it can. */
    private static boolean keep(Fpu f, double value, boolean usual) {
        boolean kept = f.roundsToDoubles && usual && DoubleArithmetic.isNormalOrZero(value);
        if (kept) {
            f.putDouble(Fpu.MEMORY, value);
            f.unit.denormalOperand = false;
        } else {
            f.forgetDouble(Fpu.MEMORY);
        }
        return kept;
    }

    // Moves.

    /** Pushes the operand from memory; it is not signaling or denormal. */
    public static boolean push(Cpu c) {
        Fpu f = c.fpu;
        boolean usual = f.isDouble(Fpu.MEMORY) || !f.unit.denormalOperand && !F80.isSignaling(f.se[Fpu.MEMORY], f.sig[Fpu.MEMORY]);
        return usual && pushExactly(c, Fpu.MEMORY);
    }

    /** Pushes a register, or the operand from memory, as it is. */
    public static boolean pushExactly(Cpu c, int source) {
        Fpu f = c.fpu;
        int from = f.index(source);
        int to = f.index(7);
        if (f.isEmpty(from) || !f.isEmpty(to)) {
            return false;
        }
        f.top = to;
        QuickX87.copy(f, from, to);
        return QuickX87.done(f, 0, 0);
    }

    /** Copies ST(0) to a register. */
    public static boolean store(Cpu c, int destination, int pop) {
        Fpu f = c.fpu;
        if (f.isEmpty(f.top)) {
            return false;
        }
        QuickX87.copy(f, f.top, f.index(destination));
        return QuickX87.done(f, 0, pop);
    }

    /** Exchanges ST(0) and a register. */
    public static boolean exchange(Cpu c, int other) {
        Fpu f = c.fpu;
        int a = f.top;
        int b = f.index(other);
        if (f.areDoubles(a, b)) {
            double value = f.value[a];
            f.value[a] = f.value[b];
            f.value[b] = value;
            return QuickX87.done(f, 0, 0);
        }
        if (f.isEmpty(a) || f.isEmpty(b)) {
            return false;
        }
        f.settleDoubles();
        int signExponent = f.se[a];
        long significand = f.sig[a];
        f.put(a, f.se[b], f.sig[b]);
        f.put(b, signExponent, significand);
        return QuickX87.done(f, 0, 0);
    }

    // Stores: ST(0) is made what is to be written.

    /** ST(0) as a 32-bit number. */
    public static int toReal32(Cpu c) {
        Fpu f = c.fpu;
        if (f.isDouble(f.top) && f.unit.rounding == Rounding.NEAREST) {
            double value = f.value[f.top];
            float rounded = (float) value;
            if (Math.abs(value) >= Float.MIN_NORMAL && Math.abs(rounded) <= Float.MAX_VALUE || value == 0) {
                begin(f, DoubleArithmetic.rounding(value, rounded));
                return Float.floatToRawIntBits(rounded);
            }
        }
        f.settle();
        return X87Transfer.toReal32(c);
    }

    /** The low half of ST(0) as a 64-bit number; {@link X87Transfer#part} gives the other one. */
    public static int toReal64(Cpu c) {
        Fpu f = c.fpu;
        if (f.isDouble(f.top)) {
            begin(f, 0);
            return split(f, Double.doubleToRawLongBits(f.value[f.top]));
        }
        f.settle();
        return X87Transfer.toReal64(c);
    }

    /** The low half of ST(0)'s significand; {@link X87Transfer#part} gives the rest. */
    public static int toReal80(Cpu c) {
        c.fpu.settle();
        return X87Transfer.toReal80(c);
    }

    /** The low half of ST(0) as an integer; {@link X87Transfer#part} gives the other one. */
    public static int toInteger(Cpu c, int size) {
        Fpu f = c.fpu;
        boolean truncates = f.unit.rounding == Rounding.ZERO;
        if (f.isDouble(f.top) && (truncates || f.unit.rounding == Rounding.NEAREST)) {
            double value = f.value[f.top];
            // Half of what fits, so that rounding does not matter.
            if (Math.abs(value) < 1L << size - 2) {
                double rounded = truncates ? (long) value : Math.rint(value);
                begin(f, DoubleArithmetic.rounding(value, rounded));
                return split(f, (long) rounded);
            }
        }
        f.settle();
        return X87Transfer.toInteger(c, size);
    }

    private static void begin(Fpu f, int said) {
        f.settleStatus();
        f.start();
        f.unit.raised = said & FpException.PRECISION;
        f.unit.roundedUp = (said & Fpu.C1) != 0;
        f.forgetDouble(Fpu.MEMORY);
    }

    private static int split(Fpu f, long bits) {
        f.sig[Fpu.MEMORY] = bits;
        return (int) bits;
    }
}
