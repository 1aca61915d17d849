package org.backplane.cpu.internal.fpu;

/**
 * The usual case of the arithmetic: normal operands or zeros, rounding to nearest, a normal result or zero. If it is that, a method sets the
 * result and gives what the status word says about the rounding, {@link FpException#PRECISION} and {@link Fpu#C1}; else it
 * leaves result and exceptions alone and gives {@link #UNUSUAL}.
 */
public abstract class NormalArithmetic extends ExtendedValue {
    private static final int BELOW_64 = 11;
    private static final int BELOW_32 = 40;

    /** Adds normal numbers and zeros. */
    protected final int addUsual(int a, long sa, int b, long sb) {
        if (isNormal(a, sa) && isNormal(b, sb)) {
            addFinite(a & SIGN, a & SPECIAL, sa, b & SIGN, b & SPECIAL, sb);
            return roundUsual(precision);
        }
        if (isZero(b, sb)) {
            return isNormal(a, sa) ? rounded(a, sa) : isZero(a, sa) ? zero(a & b) : UNUSUAL;
        }
        return isZero(a, sa) && isNormal(b, sb) ? rounded(b, sb) : UNUSUAL;
    }

    /** Multiplies normal numbers and zeros. */
    protected final int multiplyUsual(int a, long sa, int b, long sb) {
        if (isNormal(a, sa) && isNormal(b, sb)) {
            multiplyFinite(a & SPECIAL, sa, b & SPECIAL, sb);
            sign = (a ^ b) & SIGN;
            return roundUsual(precision);
        }
        return isNormalOrZero(a, sa) && isNormalOrZero(b, sb) ? zero(a ^ b) : UNUSUAL;
    }

    /** Divides a normal number, or zero, by a normal number. */
    protected final int divideUsual(int a, long sa, int b, long sb) {
        if (!isNormal(b, sb) || !isNormalOrZero(a, sa)) {
            return UNUSUAL;
        }
        if (sa == 0) {
            return zero(a ^ b);
        }
        divideFinite(a & SPECIAL, sa, b & SPECIAL, sb);
        sign = (a ^ b) & SIGN;
        return roundUsual(precision);
    }

    /** An operand that equals the result but for precision control. */
    private int rounded(int a, long sa) {
        sign = a & SIGN;
        exponent = a & SPECIAL;
        high = sa;
        low = 0;
        return roundUsual(precision);
    }

    private int zero(int signs) {
        if (rounding != NEAREST) {
            return UNUSUAL;
        }
        set(signs & SIGN, 0);
        return 0;
    }

    protected static boolean isNormalOrZero(int signExponent, long significand) {
        return isNormal(signExponent, significand) || isZero(signExponent, significand);
    }

    /** Whether rounding is to nearest, and a number normal and its exponent, unbiased, nearer to 0 than {@code most}. */
    protected final boolean isUsual(int a, long sa, int most) {
        int power = (a & SPECIAL) - BIAS;
        return rounding == NEAREST && sa < 0 && power > -most && power < most;
    }

    /** Rounds what {@link #isUsual} to the 64-bit format. */
    protected final long narrow64(int a, long sa) {
        long rounded = narrowed(sa, BELOW_64);
        // The integer bit, or a carry behind it, adds to the exponent.
        return (long) (a & SIGN) << 48 | ((long) ((a & SPECIAL) - (BIAS - 1023) - 1) << 52) + rounded;
    }

    /** Rounds what {@link #isUsual} to the 32-bit format. */
    protected final int narrow32(int a, long sa) {
        int rounded = (int) narrowed(sa, BELOW_32);
        return (a & SIGN) << 16 | ((a & SPECIAL) - (BIAS - 127) - 1 << 23) + rounded;
    }

    /** A significand without its lowest bits, of which there is one at least. */
    protected final long narrowed(long sa, int bits) {
        long rest = sa << 64 - bits;
        long kept = sa >>> bits;
        boolean up = rest < 0 && (rest != Long.MIN_VALUE || (kept & 1) != 0);
        roundedUp = up;
        raised |= rest == 0 ? 0 : FpException.PRECISION;
        return up ? kept + 1 : kept;
    }
}
