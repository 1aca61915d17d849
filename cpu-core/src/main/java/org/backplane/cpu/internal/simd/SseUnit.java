package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.fpu.FpException;

/**
 * The arithmetic of SSE and SSE2 on one number (SDM 1 §4.8, §11.5.2; SDM 2, the pages of ADDPS and its kin): both formats
 * go through the integer arithmetic of the x87, unless {@link HostFloat} is known to give the same.
 */
public final class SseUnit extends SseConverter {
    /** What a comparison gives when an operand is a NaN. */
    public static final int UNORDERED = 2;

    public long add(long first, long second, boolean wide) {
        if (precisionNoted && wide) {
            double a = asDouble(first);
            double b = asDouble(second);
            double r = a + b;
            if (isOrdinary(a, b, r)) {
                return bits(r);
            }
        } else if (precisionNoted) {
            float a = asFloat((int) first);
            float b = asFloat((int) second);
            float r = a + b;
            if (isOrdinary(a, b, r)) {
                return bits(r);
            }
        }
        return addExactly(first, second, wide);
    }

    private long addExactly(long first, long second, boolean wide) {
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
        if (precisionNoted && wide) {
            double a = asDouble(first);
            double b = asDouble(second);
            double r = a * b;
            if (isOrdinary(a, b, r)) {
                return bits(r);
            }
        } else if (precisionNoted) {
            float a = asFloat((int) first);
            float b = asFloat((int) second);
            float r = a * b;
            if (isOrdinary(a, b, r)) {
                return bits(r);
            }
        }
        return multiplyExactly(first, second, wide);
    }

    private long multiplyExactly(long first, long second, boolean wide) {
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
        if (precisionNoted && wide) {
            double a = asDouble(first);
            double b = asDouble(second);
            double r = a / b;
            if (isOrdinary(a, b, r)) {
                return bits(r);
            }
        } else if (precisionNoted) {
            float a = asFloat((int) first);
            float b = asFloat((int) second);
            float r = a / b;
            if (isOrdinary(a, b, r)) {
                return bits(r);
            }
        }
        return divideExactly(first, second, wide);
    }

    private long divideExactly(long first, long second, boolean wide) {
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
        if (precisionNoted) {
            // The root of a 32-bit number, rounded to 53 bits first, comes out right: 53 is 2 * 24 and 2 more.
            double a = wide ? asDouble(source) : asFloat((int) source);
            if (a >= (wide ? Double.MIN_NORMAL : Float.MIN_NORMAL) && a < Double.POSITIVE_INFINITY) {
                double r = Math.sqrt(a);
                return wide ? bits(r) : bits((float) r);
            }
        }
        return squareRootExactly(source, wide);
    }

    private long squareRootExactly(long source, boolean wide) {
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
}
