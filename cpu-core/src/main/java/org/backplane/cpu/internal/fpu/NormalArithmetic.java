package org.backplane.cpu.internal.fpu;

/**
 * The usual case of the arithmetic: normal operands or zeros, rounding to nearest, a normal result or zero. If it is that, a method sets the
 * result and gives what the status word says about the rounding, {@link FpException#PRECISION} and {@link Fpu#C1}; else it
 * changes nothing and gives {@link #UNUSUAL}, and {@link FiniteArithmetic} has to do it. Results are the same; what is spared
 * are the fields between its steps, and branches that the host cannot foresee.
 */
public abstract class NormalArithmetic extends ExtendedValue {
    /** It is not the usual case. */
    protected static final int UNUSUAL = -1;
    private static final int BELOW_64 = 11;
    private static final int BELOW_32 = 40;

    /** Adds normal numbers and zeros. */
    protected final int addUsual(int a, long sa, int b, long sb) {
        if (isNormal(a, sa) && isNormal(b, sb)) {
            return addNormal(a, sa, b, sb);
        }
        if (isZero(b, sb)) {
            return isNormal(a, sa) ? roundNormal(a & SIGN, a & SPECIAL, sa, 0) : isZero(a, sa) ? zero(a & b) : UNUSUAL;
        }
        return isZero(a, sa) && isNormal(b, sb) ? roundNormal(b & SIGN, b & SPECIAL, sb, 0) : UNUSUAL;
    }

    /** Multiplies normal numbers and zeros. */
    protected final int multiplyUsual(int a, long sa, int b, long sb) {
        if (isNormal(a, sa) && isNormal(b, sb)) {
            return multiplyNormal(a, sa, b, sb);
        }
        return isZero(a, sa) && (isZero(b, sb) || isNormal(b, sb)) || isZero(b, sb) && isNormal(a, sa) ? zero(a ^ b) : UNUSUAL;
    }

    /** Divides a normal number, or zero, by a normal number. */
    protected final int divideUsual(int a, long sa, int b, long sb) {
        if (!isNormal(b, sb)) {
            return UNUSUAL;
        }
        return isNormal(a, sa) ? divideNormal(a, sa, b, sb) : isZero(a, sa) ? zero(a ^ b) : UNUSUAL;
    }

    private int zero(int signs) {
        if (rounding != NEAREST) {
            return UNUSUAL;
        }
        set(signs & SIGN, 0);
        return 0;
    }

    /** Adds; what is left if nearly all of the operands is taken away is not the usual case. */
    protected final int addNormal(int a, long sa, int b, long sb) {
        int distance = (a & SPECIAL) - (b & SPECIAL);
        boolean swap = distance < 0 || distance == 0 && Long.compareUnsigned(sa, sb) < 0;
        long other = swap ? sa ^ sb : 0;
        long large = sa ^ other;
        long small = sb ^ other;
        int ofLarge = swap ? b : a;
        distance = Math.abs(distance);
        // All bits set if the smaller one is taken away: its complement, and 1 if nothing of it is below.
        long minus = -((a ^ b) >>> 15 & 1);
        long lower = (small << 1 << 63 - distance ^ minus) - minus;
        long smallHigh = small >>> distance;
        long upper = large + (smallHigh ^ minus) - (lower == 0 ? minus : 0);
        if (distance > 63 || (upper | ~minus) == 0) {
            return (distance | lower) == 0 ? zero(0) : UNUSUAL;
        }
        int carry = (int) (~minus & (smallHigh | ~upper) >>> 63);
        lower = upper << 63 & -carry | lower >>> carry | lower & carry;
        upper = upper >>> carry | (long) carry << 63;
        int zeros = Long.numberOfLeadingZeros(upper);
        return roundNormal(ofLarge & SIGN, (ofLarge & SPECIAL) + carry - zeros,
                upper << zeros | lower >>> 1 >>> 63 - zeros, lower << zeros);
    }

    /** Divides. */
    protected final int divideNormal(int a, long sa, int b, long sb) {
        int below = Long.compareUnsigned(sa, sb) < 0 ? 1 : 0;
        int zeros = 1 - below;
        long dividendLow = sa << 63 & -zeros;
        long quotient = divide(sa >>> zeros, dividendLow, sb);
        long remainder = dividendLow - quotient * sb;
        // What follows the quotient: whether the next bit is set, and whether anything is behind it.
        long rest = sb - remainder;
        long half = Long.compareUnsigned(remainder, rest) >= 0 ? INTEGER : 0;
        long lower = half | (remainder != 0 && remainder != rest ? 1 : 0);
        return roundNormal((a ^ b) & SIGN, (a & SPECIAL) - (b & SPECIAL) + BIAS - below, quotient, lower);
    }

    /** Multiplies. */
    protected final int multiplyNormal(int a, long sa, int b, long sb) {
        // Of two factors whose highest bits are set: what a product of signed numbers lacks is their sum.
        long upper = Math.multiplyHigh(sa, sb) + sa + sb;
        long lower = sa * sb;
        int zeros = (int) (~upper >>> 63);
        return roundNormal((a ^ b) & SIGN, (a & SPECIAL) + (b & SPECIAL) - BIAS + 1 - zeros,
                upper << zeros | lower >>> 63 & zeros, lower << zeros);
    }

    /** Rounds a significand of 128 bits, of which the highest is set, as precision control says. */
    private int roundNormal(int resultSign, int exp, long upper, long lower) {
        long rounded;
        long rest;
        if (precision == 64) {
            rest = lower;
            rounded = upper + (lower >>> 63 & (upper | isNotZero(lower << 1)));
        } else {
            int below = 64 - precision;
            long ulp = 1L << below;
            long sticky = upper | isNotZero(lower);
            rest = sticky & ulp - 1;
            rounded = sticky + (ulp >>> 1) - 1 + (upper >>> below & 1) & -ulp;
        }
        // Rounded up to the next power of 2.
        boolean carry = rounded == 0;
        int exponentOfResult = carry ? exp + 1 : exp;
        if (rounding != NEAREST || exp < 1 || exponentOfResult > MAX) {
            return UNUSUAL;
        }
        se = resultSign | exponentOfResult;
        sig = carry ? INTEGER : rounded;
        // Signed, as all have the highest bit but the 0 of a carry.
        return (rounded > upper ? Fpu.C1 : 0) | (rest != 0 ? FpException.PRECISION : 0);
    }

    /** Notes what was said about the rounding; whether it was the usual case. */
    protected final boolean isRounded(int said) {
        if (said == UNUSUAL) {
            return false;
        }
        roundedUp = (said & Fpu.C1) != 0;
        raised |= said & FpException.PRECISION;
        return true;
    }

    /** 1 unless a number is 0. */
    private static long isNotZero(long a) {
        return (a | -a) >>> 63;
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
