package org.backplane.cpu.internal.fpu;

/**
 * A positive number of 128 bits: {@code (high : low) / 2^127 * 2^exponent}. What the transcendental functions compute with;
 * results are truncated, so that a few units of the last place are wrong. The objects are made once and used again.
 */
final class Wide {
    int exponent;
    long high;
    long low;

    Wide set(int exp, long upper, long lower) {
        exponent = exp;
        high = upper;
        low = lower;
        return this;
    }

    Wide set(Wide other) {
        return set(other.exponent, other.high, other.low);
    }

    boolean isZero() {
        return (high | low) == 0;
    }

    /** Shifts left until the top bit is set. */
    Wide normalize() {
        if (high == 0) {
            high = low;
            low = 0;
            exponent -= 64;
        }
        int shift = Long.numberOfLeadingZeros(high);
        if (shift > 0 && shift < 64) {
            high = high << shift | low >>> 64 - shift;
            low <<= shift;
            exponent -= shift;
        }
        return this;
    }

    /** Shifts right until the exponent is the given one, which is not smaller. */
    Wide align(int exp) {
        int shift = exp - exponent;
        exponent = exp;
        if (shift >= 128) {
            high = 0;
            low = 0;
        } else if (shift >= 64) {
            low = high >>> shift - 64;
            high = 0;
        } else if (shift > 0) {
            low = low >>> shift | high << 64 - shift;
            high >>>= shift;
        }
        return this;
    }

    /** Multiplies the significands, as fractions below 1. */
    private void multiplyFraction(long aHigh, long aLow, long bHigh, long bLow) {
        long bottom = FiniteArithmetic.unsignedHigh(aLow, bLow);
        long first = aHigh * bLow;
        long second = aLow * bHigh;
        long sum = first + second;
        long carry = Long.compareUnsigned(sum, first) < 0 ? 1 : 0;
        carry += Long.compareUnsigned(sum + bottom, sum) < 0 ? 1 : 0;
        long firstHigh = FiniteArithmetic.unsignedHigh(aHigh, bLow);
        long secondHigh = FiniteArithmetic.unsignedHigh(aLow, bHigh);
        low = aHigh * bHigh;
        high = FiniteArithmetic.unsignedHigh(aHigh, bHigh);
        addLow(firstHigh);
        addLow(secondHigh);
        addLow(carry);
    }

    private void addLow(long value) {
        low += value;
        high += Long.compareUnsigned(low, value) < 0 ? 1 : 0;
    }

    /** Adds the significand of a number of the same exponent. */
    Wide add(Wide other) {
        long before = low;
        low += other.low;
        high += other.high + (Long.compareUnsigned(low, before) < 0 ? 1 : 0);
        return this;
    }

    /** Subtracts the significand of a smaller number of the same exponent. */
    Wide subtract(Wide other) {
        long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        low -= other.low;
        high -= other.high + borrow;
        return this;
    }

    /** Subtracts the significand from one of the same exponent. */
    Wide subtractFrom(Wide other) {
        long borrow = Long.compareUnsigned(other.low, low) < 0 ? 1 : 0;
        low = other.low - low;
        high = other.high - high - borrow;
        return this;
    }

    /**
     * Adds a number, each of the two being taken as negative or not; both may be shifted, and this is normalized afterwards.
     *
     * @return whether the sum is negative
     */
    boolean plus(boolean negative, Wide other, boolean otherNegative) {
        // One bit above both, for the carry.
        int exp = Math.max(exponent, other.exponent) + 1;
        align(exp);
        other.align(exp);
        boolean sum = negative;
        if (negative == otherNegative) {
            add(other);
        } else if (Long.compareUnsigned(high, other.high) > 0 || high == other.high && Long.compareUnsigned(low, other.low) >= 0) {
            subtract(other);
        } else {
            subtractFrom(other);
            sum = otherNegative;
        }
        normalize();
        return sum;
    }

    /** Sets this to a product of normalized numbers. */
    Wide multiply(Wide a, Wide b) {
        int exp = a.exponent + b.exponent + 1;
        multiplyFraction(a.high, a.low, b.high, b.low);
        exponent = exp;
        return normalize();
    }

    /** Sets this to a quotient of normalized numbers. */
    Wide divide(Wide a, Wide b) {
        int exp = a.exponent - b.exponent;
        long n = a.high;
        long m = a.low;
        boolean below = Long.compareUnsigned(n, b.high) < 0
                || n == b.high && Long.compareUnsigned(m, b.low) < 0;
        if (!below) {
            m = n << 63 | m >>> 1;
            n >>>= 1;
        }
        long first = n == b.high ? -1 : FiniteArithmetic.divide(n, m, b.high);
        // The rest: (n : m : 0) less first times the divisor, in three words.
        long productLow = first * b.low;
        long productMiddle = first * b.high;
        long up = FiniteArithmetic.unsignedHigh(first, b.low);
        productMiddle += up;
        long productHigh = FiniteArithmetic.unsignedHigh(first, b.high)
                + (Long.compareUnsigned(productMiddle, up) < 0 ? 1 : 0);
        long restLow = -productLow;
        long borrow = productLow != 0 ? 1 : 0;
        long restMiddle = m - productMiddle - borrow;
        borrow = Long.compareUnsigned(m, productMiddle) < 0 || m == productMiddle && borrow != 0 ? 1 : 0;
        long restHigh = n - productHigh - borrow;
        while (restHigh < 0) {
            first--;
            restLow += b.low;
            long carry = Long.compareUnsigned(restLow, b.low) < 0 ? 1 : 0;
            long middle = restMiddle + b.high + carry;
            restHigh += Long.compareUnsigned(middle, restMiddle) < 0 || middle == restMiddle && carry != 0 ? 1 : 0;
            restMiddle = middle;
        }
        high = first;
        low = Long.compareUnsigned(restMiddle, b.high) >= 0 ? -1 : FiniteArithmetic.divide(restMiddle, restLow, b.high);
        exponent = below ? exp - 1 : exp;
        return normalize();
    }
}
