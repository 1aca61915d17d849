package org.backplane.cpu.internal.fpu;

/**
 * Arithmetic of finite non-zero numbers, each given by sign, exponent and a significand whose integer bit is set. The
 * results wait in {@link Rounding} to be rounded; their low half is exact or keeps what is below it as a sticky bit.
 */
public abstract class FiniteArithmetic extends Rounding {

    /** Adds; if the result is exactly zero its significand is 0 and its sign what IEEE 754 says. */
    protected final void addFinite(int signA, int expA, long sigA, int signB, int expB, long sigB) {
        boolean swap = expA < expB || expA == expB && Long.compareUnsigned(sigA, sigB) < 0;
        int distance = swap ? expB - expA : expA - expB;
        long large = swap ? sigB : sigA;
        long small = swap ? sigA : sigB;
        sign = swap ? signB : signA;
        exponent = swap ? expB : expA;
        long smallHigh;
        long smallLow;
        if (distance < 64) {
            smallHigh = small >>> distance;
            smallLow = distance == 0 ? 0 : small << 64 - distance;
        } else {
            smallHigh = 0;
            smallLow = distance >= 128 ? 1
                    : small >>> distance - 64 | (distance > 64 && small << 128 - distance != 0 ? 1 : 0);
        }
        if (signA == signB) {
            sum(large, smallHigh, smallLow);
        } else {
            difference(large, smallHigh, smallLow);
        }
    }

    private void sum(long large, long smallHigh, long smallLow) {
        high = large + smallHigh;
        low = smallLow;
        if (Long.compareUnsigned(high, large) < 0) {
            low = high << 63 | low >>> 1 | low & 1;
            high = high >>> 1 | INTEGER;
            exponent++;
        }
    }

    private void difference(long large, long smallHigh, long smallLow) {
        low = -smallLow;
        high = large - smallHigh - (smallLow != 0 ? 1 : 0);
        if ((high | low) == 0) {
            sign = rounding == DOWN ? SIGN : 0;
        } else if (high >= 0) {
            normalize();
        }
    }

    /** Multiplies; the sign is the caller's. */
    protected final void multiplyFinite(int expA, long sigA, int expB, long sigB) {
        high = unsignedHigh(sigA, sigB);
        low = sigA * sigB;
        exponent = expA + expB - BIAS + 1;
        if (high >= 0) {
            high = high << 1 | low >>> 63;
            low <<= 1;
            exponent--;
        }
    }

    /** Divides; the sign is the caller's. */
    protected final void divideFinite(int expA, long sigA, int expB, long sigB) {
        boolean below = Long.compareUnsigned(sigA, sigB) < 0;
        long dividendHigh = below ? sigA : sigA >>> 1;
        long dividendLow = below ? 0 : sigA << 63;
        exponent = expA - expB + BIAS - (below ? 1 : 0);
        high = divide(dividendHigh, dividendLow, sigB);
        long remainder = dividendLow - high * sigB;
        if (remainder == 0) {
            low = 0;
        } else {
            // The first bit after the quotient, and whether anything follows it.
            long rest = sigB - remainder;
            boolean half = Long.compareUnsigned(remainder, rest) >= 0;
            low = half ? INTEGER | (remainder == rest ? 0 : 1) : 1;
        }
    }

    /** The square root. */
    protected final void rootFinite(int exp, long sig) {
        int power = exp - BIAS;
        // The radicand is sig times 2^63 for an even power, else 2^64: its root has 64 bits.
        boolean odd = (power & 1) != 0;
        long radicandHigh = odd ? sig : sig >>> 1;
        long radicandLow = odd ? 0 : sig << 63;
        exponent = (power >> 1) + BIAS;
        high = root(radicandHigh, radicandLow);
        low = rootRest;
    }

    private long rootRest;

    /** The integer root of 128 bits, with what is to be rounded in {@link #rootRest}. */
    private long root(long n, long m) {
        double estimate = Math.sqrt(unsignedDouble(n)) * 0x1p32;
        long r = estimate >= 0x1p64 ? -1 : fromDouble(estimate);
        // One step of Newton's on the exact remainder brings the 50 bits of the estimate to 64 but for a few units.
        long rest = m - r * r;
        long restHigh = n - unsignedHigh(r, r) - (Long.compareUnsigned(m, r * r) < 0 ? 1 : 0);
        double error = (restHigh * 0x1p64 + unsignedDouble(rest)) / (2 * unsignedDouble(r));
        long corrected = r + (long) error;
        if (error > 0 && Long.compareUnsigned(corrected, r) < 0) {
            corrected = -1;
        }
        r = corrected;
        while (true) {
            long square = r * r;
            long squareHigh = unsignedHigh(r, r);
            rest = m - square;
            restHigh = n - squareHigh - (Long.compareUnsigned(m, square) < 0 ? 1 : 0);
            if (restHigh < 0) {
                r--;
            } else if (restHigh > 1 || restHigh == 1 && Long.compareUnsigned(rest, r << 1) > 0) {
                r++;
            } else {
                break;
            }
        }
        boolean above = restHigh != 0 || Long.compareUnsigned(rest, r) > 0;
        rootRest = (restHigh | rest) == 0 ? 0 : above ? INTEGER | 1 : 1;
        return r;
    }

    private static double unsignedDouble(long a) {
        return (a >>> 1) * 2.0 + (a & 1);
    }

    private static long fromDouble(double a) {
        return a < 0x1p63 ? (long) a : (long) (a - 0x1p63) + INTEGER;
    }

    /** The high half of an unsigned product. */
    public static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    /**
     * Divides 128 bits by a divisor whose top bit is set, the high half being below it: Knuth, algorithm D, in digits of
     * 32 bits.
     */
    static long divide(long dividendHigh, long dividendLow, long divisor) {
        long first = digit(dividendHigh, dividendLow >>> 32, divisor);
        long rest = (dividendHigh << 32 | dividendLow >>> 32) - first * divisor;
        long second = digit(rest, dividendLow & 0xFFFFFFFFL, divisor);
        return first << 32 | second;
    }

    /** The quotient digit of {@code high : next} by the divisor. */
    private static long digit(long high, long next, long divisor) {
        long top = divisor >>> 32;
        long bottom = divisor & 0xFFFFFFFFL;
        long q = Long.divideUnsigned(high, top);
        long r = high - q * top;
        while (q >>> 32 != 0 || Long.compareUnsigned(q * bottom, r << 32 | next) > 0) {
            q--;
            r += top;
            if (r >>> 32 != 0) {
                break;
            }
        }
        return q;
    }
}
