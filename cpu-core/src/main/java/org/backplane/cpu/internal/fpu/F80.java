package org.backplane.cpu.internal.fpu;

/**
 * The 80-bit format and its conversions (SDM 1 §4.2.2, §8.5, SDM 2, FST and FIST): the arithmetic unit of
 * the x87. All of it is integer arithmetic, so results do not depend on the host.
 */
public class F80 extends ExtendedRemainder {
    private static final long FRACTION_64 = (1L << 52) - 1;
    private static final int FRACTION_32 = (1 << 23) - 1;

    /** Sets the result to a 32-bit number; NaNs stay what they are, {@link #denormalOperand} tells of a denormal. */
    public final void expand32(int bits) {
        int exp = bits >>> 23 & 0xFF;
        long fraction = bits & FRACTION_32;
        int signBit = bits >>> 16 & SIGN;
        denormalOperand = exp == 0 && fraction != 0;
        if (exp == 0xFF) {
            set(signBit | SPECIAL, INTEGER | fraction << 40);
        } else if (exp != 0) {
            set(signBit | exp + (BIAS - 127), INTEGER | fraction << 40);
        } else if (fraction == 0) {
            set(signBit, 0);
        } else {
            int zeros = Long.numberOfLeadingZeros(fraction);
            set(signBit | 64 - zeros + (BIAS - 127 - 23), fraction << zeros);
        }
    }

    /** Sets the result to a 64-bit number; NaNs stay what they are, {@link #denormalOperand} tells of a denormal. */
    public final void expand64(long bits) {
        int exp = (int) (bits >>> 52) & 0x7FF;
        long fraction = bits & FRACTION_64;
        int signBit = (int) (bits >>> 48) & SIGN;
        denormalOperand = exp == 0 && fraction != 0;
        if (exp == 0x7FF) {
            set(signBit | SPECIAL, INTEGER | fraction << 11);
        } else if (exp != 0) {
            set(signBit | exp + (BIAS - 1023), INTEGER | fraction << 11);
        } else if (fraction == 0) {
            set(signBit, 0);
        } else {
            int zeros = Long.numberOfLeadingZeros(fraction);
            set(signBit | 64 - zeros + (BIAS - 1023 - 52), fraction << zeros);
        }
    }

    /** Quiets the result if it is a signaling NaN, and accepts that it was denormal; what a load does. */
    public final void load() {
        if (isSignaling(se, sig)) {
            raise(FpException.INVALID);
            sig |= QUIET;
        } else if (denormalOperand) {
            raise(FpException.DENORMAL);
        }
    }

    /** Rounds to the 32-bit format. */
    public final int toReal32(int a, long sa) {
        if (isUsual(a, sa, 126)) {
            return narrow32(a, sa);
        }
        if (narrow(a, sa, 24, BIAS - 126, BIAS + 127)) {
            return sign << 16 | (high < 0 ? exponent - (BIAS - 127) << 23 | (int) (high >>> 40) & FRACTION_32
                    : (int) (high >>> 40));
        }
        return (se & SIGN) << 16 | ((se & SPECIAL) == 0 ? 0 : 0xFF << 23 | (int) (sig >>> 40) & FRACTION_32);
    }

    /** Rounds to the 64-bit format. */
    public final long toReal64(int a, long sa) {
        if (isUsual(a, sa, 1022)) {
            return narrow64(a, sa);
        }
        if (narrow(a, sa, 53, BIAS - 1022, BIAS + 1023)) {
            return (long) sign << 48 | (high < 0 ? (long) (exponent - (BIAS - 1023)) << 52 | high >>> 11 & FRACTION_64
                    : high >>> 11);
        }
        return (long) (se & SIGN) << 48 | ((se & SPECIAL) == 0 ? 0 : 0x7FFL << 52 | sig >>> 11 & FRACTION_64);
    }

    /** Rounds a finite number; zeros, infinities and NaNs become the result, and false is returned. */
    private boolean narrow(int a, long sa, int bits, int min, int max) {
        if (isDone(a, sa)) {
            return false;
        }
        if (isZero(a, sa) || isInfinite(a, sa)) {
            set(a, sa);
            return false;
        }
        sign = a & SIGN;
        exponent = exponentOf(a, sa);
        high = normalized(a, sa);
        low = 0;
        round(bits, min, max);
        return true;
    }

    /**
     * Rounds to a signed integer; what does not fit is invalid and gives the integer indefinite.
     *
     * @param bits     width of the integer: 16, 32 or 64
     * @param truncate whether to truncate, whatever the rounding control says
     */
    public final long toInteger(int a, long sa, int bits, boolean truncate) {
        long indefinite = -1L << bits - 1;
        int power = (a & SPECIAL) - BIAS;
        if (power >= 0 && !truncate && isUsual(a, sa, bits - 2)) {
            long magnitude = narrowed(sa, 63 - power);
            return (a & SIGN) != 0 ? -magnitude : magnitude;
        }
        if ((a & SPECIAL) > BIAS + 63 || isUnsupported(a, sa)) {
            raise(FpException.INVALID);
            return indefinite;
        }
        if (isZero(a, sa)) {
            return 0;
        }
        sign = a & SIGN;
        exponent = exponentOf(a, sa);
        high = normalized(a, sa);
        low = 0;
        int control = rounding;
        rounding = truncate ? ZERO : control;
        boolean exact = roundAt(64, BIAS + 63 - exponent);
        rounding = control;
        long limit = sign != 0 ? -indefinite : -indefinite - 1;
        if (Long.compareUnsigned(high, limit) > 0) {
            roundedUp = false;
            raise(FpException.INVALID);
            return indefinite;
        }
        if (!exact) {
            raised |= FpException.PRECISION;
        }
        return sign != 0 ? -high : high;
    }
}
