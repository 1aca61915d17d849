package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.fpu.FpException;

/** Conversions between the formats, and from and to integers (SDM 1 §11.4.1.6; SDM 2, the CVT pages). */
abstract class SseConverter extends HostFloat {
    /** From the 32-bit to the 64-bit format; exact. */
    public long widen(long source) {
        long a = operand(source, false);
        long signed = (a & signBit(false)) << 32;
        if (isNan(a, false)) {
            if (isSignaling(a, false)) {
                raise(FpException.INVALID);
            }
            return signed | infinity(true) | quiet(magnitude(a, false) << 29, true);
        }
        if (isInfinite(a, false)) {
            return signed | infinity(true);
        }
        if (isZero(a, false) || !acceptsDenormals(a, a, false)) {
            return signed;
        }
        take(a, false);
        return packed(true);
    }
    /** From the 64-bit to the 32-bit format. */
    public long narrow(long source) {
        long a = operand(source, true);
        long signed = a >>> 32 & signBit(false);
        if (isNan(a, true)) {
            if (isSignaling(a, true)) {
                raise(FpException.INVALID);
            }
            return signed | infinity(false) | quiet(magnitude(a, true) >>> 29 & (1L << 23) - 1, false);
        }
        if (isInfinite(a, true)) {
            return signed | infinity(false);
        }
        if (isZero(a, true) || !acceptsDenormals(a, a, true)) {
            return signed;
        }
        take(a, true);
        return packed(false);
    }

    /** From a 32-bit signed integer. */
    public long fromInteger(int value, boolean wide) {
        if (wide) {
            return bits((double) value);
        }
        sign = value < 0 ? SIGN : 0;
        exponent = BIAS + 63;
        high = Math.abs((long) value);
        low = 0;
        if (high != 0) {
            normalize();
        }
        return packed(wide);
    }

    /** To a 32-bit signed integer; what does not fit gives the integer indefinite. */
    public int toInteger(long source, boolean truncate, boolean wide) {
        long a = operand(source, wide);
        if (isZero(a, wide)) {
            return 0;
        }
        if (magnitude(a, wide) >= infinity(wide) || exponentOf(a, wide) > BIAS + 31) {
            raise(FpException.INVALID);
            return Integer.MIN_VALUE;
        }
        take(a, wide);
        int control = rounding;
        rounding = truncate ? ZERO : control;
        boolean exact = roundAt(64, BIAS + 63 - exponent);
        rounding = control;
        long value = sign != 0 ? -high : high;
        if (value != (int) value) {
            raise(FpException.INVALID);
            return Integer.MIN_VALUE;
        }
        if (!exact) {
            raised |= FpException.PRECISION;
        }
        return (int) value;
    }
}
