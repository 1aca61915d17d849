package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.fpu.FpException;

/**
 * The arithmetic of SSE and SSE2 on one number (SDM 1 §4.8, §11.5.2; SDM 2, the pages of ADDPS and its kin): all formats
 * go through the integer arithmetic of the x87, so that results and exceptions do not depend on the host.
 */
public final class SseUnit extends NarrowFormat {
    /** What a comparison gives when an operand is a NaN. */
    public static final int UNORDERED = 2;

    public long add(long first, long second, boolean wide) {
        long a = operand(first, wide);
        long b = operand(second, wide);
        if (isNan(a, wide) || isNan(b, wide)) {
            return nan(a, b, wide);
        }
        boolean infiniteA = isInfinite(a, wide);
        boolean infiniteB = isInfinite(b, wide);
        if (infiniteA && infiniteB && a != b) {
            return invalid(wide);
        }
        if (!acceptsDenormals(a, b, wide) || infiniteA) {
            return a;
        }
        if (infiniteB) {
            return b;
        }
        if (isZero(a, wide) || isZero(b, wide)) {
            return addZero(a, b, wide);
        }
        addFinite(signOf(a, wide), exponentOf(a, wide), significandOf(a, wide),
                signOf(b, wide), exponentOf(b, wide), significandOf(b, wide));
        return packed(wide);
    }

    private long addZero(long a, long b, boolean wide) {
        if (isZero(a, wide) && isZero(b, wide)) {
            return a == b ? a : rounding == DOWN ? signBit(wide) : 0;
        }
        // Through rounding, because a denormal sum may be flushed to zero.
        take(isZero(a, wide) ? b : a, wide);
        return packed(wide);
    }

    public long subtract(long first, long second, boolean wide) {
        return isNan(second, wide) ? add(first, second, wide) : add(first, second ^ signBit(wide), wide);
    }

    public long multiply(long first, long second, boolean wide) {
        long a = operand(first, wide);
        long b = operand(second, wide);
        if (isNan(a, wide) || isNan(b, wide)) {
            return nan(a, b, wide);
        }
        boolean infinite = isInfinite(a, wide) || isInfinite(b, wide);
        boolean zero = isZero(a, wide) || isZero(b, wide);
        long resultSign = (a ^ b) & signBit(wide);
        if (infinite && zero) {
            return invalid(wide);
        }
        if (!acceptsDenormals(a, b, wide) || infinite) {
            return resultSign | infinity(wide);
        }
        if (zero) {
            return resultSign;
        }
        multiplyFinite(exponentOf(a, wide), significandOf(a, wide), exponentOf(b, wide), significandOf(b, wide));
        sign = signOf(a ^ b, wide);
        return packed(wide);
    }

    public long divide(long first, long second, boolean wide) {
        long a = operand(first, wide);
        long b = operand(second, wide);
        if (isNan(a, wide) || isNan(b, wide)) {
            return nan(a, b, wide);
        }
        boolean infiniteA = isInfinite(a, wide);
        boolean infiniteB = isInfinite(b, wide);
        long resultSign = (a ^ b) & signBit(wide);
        if (infiniteA && infiniteB || isZero(a, wide) && isZero(b, wide)) {
            return invalid(wide);
        }
        if (isZero(b, wide) && !infiniteA) {
            raise(FpException.ZERO_DIVIDE);
            return resultSign | infinity(wide);
        }
        if (!acceptsDenormals(a, b, wide) || infiniteA) {
            return resultSign | infinity(wide);
        }
        if (infiniteB || isZero(a, wide)) {
            return resultSign;
        }
        divideFinite(exponentOf(a, wide), significandOf(a, wide), exponentOf(b, wide), significandOf(b, wide));
        sign = signOf(a ^ b, wide);
        return packed(wide);
    }

    public long squareRoot(long source, boolean wide) {
        long a = operand(source, wide);
        if (isNan(a, wide)) {
            return nan(a, a, wide);
        }
        if (isZero(a, wide)) {
            return a;
        }
        if ((a & signBit(wide)) != 0) {
            return invalid(wide);
        }
        if (isInfinite(a, wide) || !acceptsDenormals(a, a, wide)) {
            return a;
        }
        sign = 0;
        rootFinite(exponentOf(a, wide), significandOf(a, wide));
        return packed(wide);
    }

    /** The smaller; the second operand if either is a NaN or both are zeros (SDM 2, MINPS). */
    public long min(long first, long second, boolean wide) {
        long a = operand(first, wide);
        long b = operand(second, wide);
        return compare(a, b, false, wide) == -1 ? a : b;
    }

    /** The larger; the second operand if either is a NaN or both are zeros (SDM 2, MAXPS). */
    public long max(long first, long second, boolean wide) {
        long a = operand(first, wide);
        long b = operand(second, wide);
        return compare(a, b, false, wide) == 1 ? a : b;
    }

    /**
     * Compares.
     *
     * @param quiet whether a quiet NaN is no invalid operand
     * @return -1, 0, 1, or {@link #UNORDERED}
     */
    public int compare(long first, long second, boolean quiet, boolean wide) {
        long a = operand(first, wide);
        long b = operand(second, wide);
        if (isNan(a, wide) || isNan(b, wide)) {
            if (!quiet || isSignaling(a, wide) || isSignaling(b, wide)) {
                raise(FpException.INVALID);
            }
            return UNORDERED;
        }
        acceptsDenormals(a, b, wide);
        long signedA = (a & signBit(wide)) != 0 ? -magnitude(a, wide) : a;
        long signedB = (b & signBit(wide)) != 0 ? -magnitude(b, wide) : b;
        return Long.compare(signedA, signedB);
    }

    // Conversions (SDM 1 §11.4.1.6; SDM 2, the CVT pages).

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
