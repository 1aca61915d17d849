package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.fpu.FiniteArithmetic;
import org.backplane.cpu.internal.fpu.FpException;

/**
 * The 32-bit and the 64-bit format as SSE and SSE2 treat them (SDM 1 §4.2.2, §10.2.3, §11.5.2): numbers as bits, taken
 * apart and put together; denormals-are-zeros; and which NaN is the result.
 *
 * <p>A number travels as a long of which the 32-bit format uses the low half. {@code wide} says which format it is; the
 * callers pass a constant.
 */
abstract class NarrowFormat extends FiniteArithmetic {
    private static final int MIN_32 = BIAS - 126;
    private static final int MAX_32 = BIAS + 127;
    private static final int MIN_64 = BIAS - 1022;
    private static final int MAX_64 = BIAS + 1023;
    private static final long SIGN_32 = 1L << 31;
    private static final long INFINITY_32 = 0x7F80_0000L;
    private static final long INFINITY_64 = 0x7FF0_0000_0000_0000L;
    private static final long QUIET_32 = 1L << 22;
    private static final long QUIET_64 = 1L << 51;

    /** Whether denormal operands are taken as zeros (MXCSR.DAZ). */
    public boolean denormalsAreZeros;

    static long signBit(boolean wide) {
        return wide ? INTEGER : SIGN_32;
    }

    static long infinity(boolean wide) {
        return wide ? INFINITY_64 : INFINITY_32;
    }

    static long defaultNan(boolean wide) {
        return wide ? INTEGER | INFINITY_64 | QUIET_64 : SIGN_32 | INFINITY_32 | QUIET_32;
    }

    static long quiet(long a, boolean wide) {
        return a | (wide ? QUIET_64 : QUIET_32);
    }

    static long magnitude(long a, boolean wide) {
        return a & signBit(wide) - 1;
    }

    static boolean isNan(long a, boolean wide) {
        return magnitude(a, wide) > infinity(wide);
    }

    static boolean isSignaling(long a, boolean wide) {
        return isNan(a, wide) && (a & (wide ? QUIET_64 : QUIET_32)) == 0;
    }

    static boolean isInfinite(long a, boolean wide) {
        return magnitude(a, wide) == infinity(wide);
    }

    static boolean isZero(long a, boolean wide) {
        return magnitude(a, wide) == 0;
    }

    static boolean isDenormal(long a, boolean wide) {
        long m = magnitude(a, wide);
        return m != 0 && m < (wide ? 1L << 52 : 1L << 23);
    }

    /** Turns a denormal operand into a zero if MXCSR.DAZ says so. */
    final long operand(long a, boolean wide) {
        return denormalsAreZeros && isDenormal(a, wide) ? a & signBit(wide) : a;
    }

    static int signOf(long a, boolean wide) {
        return (a & signBit(wide)) != 0 ? SIGN : 0;
    }

    /** The exponent of a finite non-zero number once its integer bit is set, biased by 16383. */
    static int exponentOf(long a, boolean wide) {
        long m = magnitude(a, wide);
        int field = (int) (m >>> (wide ? 52 : 23));
        if (field != 0) {
            return field + (wide ? MIN_64 : MIN_32) - 1;
        }
        return (wide ? MIN_64 : MIN_32) + (wide ? 11 : 40) - Long.numberOfLeadingZeros(m);
    }

    /** The significand of a finite non-zero number, its integer bit at the top. */
    static long significandOf(long a, boolean wide) {
        long m = magnitude(a, wide);
        int fraction = wide ? 52 : 23;
        if (m >>> fraction != 0) {
            return m << 63 - fraction | INTEGER;
        }
        return m << Long.numberOfLeadingZeros(m);
    }

    /** Rounds what the finite arithmetic has left, and puts it together. */
    final long packed(boolean wide) {
        if ((high | low) == 0) {
            return sign != 0 ? signBit(wide) : 0;
        }
        round(wide ? 53 : 24, wide ? MIN_64 : MIN_32, wide ? MAX_64 : MAX_32);
        long signed = sign != 0 ? signBit(wide) : 0;
        long fraction = (high & INTEGER - 1) >>> (wide ? 11 : 40);
        int field = high < 0 ? exponent - (wide ? MIN_64 : MIN_32) + 1 : 0;
        return signed | (long) field << (wide ? 52 : 23) | fraction;
    }

    final long invalid(boolean wide) {
        raise(FpException.INVALID);
        return defaultNan(wide);
    }

    /** The NaN that an operation gives of which an operand is one: the first if that is, else the second, made quiet. */
    final long nan(long a, long b, boolean wide) {
        if (isSignaling(a, wide) || isSignaling(b, wide)) {
            raise(FpException.INVALID);
        }
        return quiet(isNan(a, wide) ? a : b, wide);
    }

    /** Raises the denormal exception if an operand calls for it; whether the operation goes on. */
    final boolean acceptsDenormals(long a, long b, boolean wide) {
        return !isDenormal(a, wide) && !isDenormal(b, wide) || raise(FpException.DENORMAL);
    }

    /** Takes a finite non-zero number apart, to be rounded to another format. */
    final void take(long a, boolean wide) {
        sign = signOf(a, wide);
        exponent = exponentOf(a, wide);
        high = significandOf(a, wide);
        low = 0;
    }
}
