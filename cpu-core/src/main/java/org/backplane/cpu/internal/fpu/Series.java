package org.backplane.cpu.internal.fpu;

import java.util.function.IntUnaryOperator;

/**
 * A power series {@code 1 + c1 x + c2 x^2 + ...} whose coefficients are reciprocals of integers, in fixed point with 127
 * bits after the point.
 */
final class Series {
    private static final long ONE = 1L << 63;

    /** 1/1!, 1/3!, 1/5!, ...: sin x is x times it at -x^2. */
    static final Series SINE = new Series(14, i -> 2 * i * (2 * i + 1), true);
    /** 1/0!, 1/2!, 1/4!, ...: cos x is it at -x^2. */
    static final Series COSINE = new Series(14, i -> 2 * i * (2 * i - 1), true);
    /** 1/1!, 1/2!, 1/3!, ...: e^x - 1 is x times it. */
    static final Series EXPONENTIAL = new Series(26, i -> i + 1, true);
    /** 1, 1/3, 1/5, ...: arctan x is x times it at -x^2, artanh x at x^2. */
    static final Series ODD = new Series(44, i -> 2 * i + 1, false);

    private final long[] high;
    private final long[] low;

    /**
     * Makes a series.
     *
     * @param terms    how many
     * @param divisors the i-th coefficient is the one before, or 1, divided by this
     * @param product  whether it is the one before
     */
    private Series(int terms, IntUnaryOperator divisors, boolean product) {
        high = new long[terms];
        low = new long[terms];
        high[0] = ONE;
        for (int i = 1; i < terms; i++) {
            int divisor = divisors.applyAsInt(i);
            divide(i, product ? high[i - 1] : ONE, product ? low[i - 1] : 0, divisor);
        }
    }

    private void divide(int i, long n, long m, long divisor) {
        high[i] = Long.divideUnsigned(n, divisor);
        long rest = n - high[i] * divisor << 32 | m >>> 32;
        long upper = Long.divideUnsigned(rest, divisor);
        rest = rest - upper * divisor << 32 | m & 0xFFFFFFFFL;
        low[i] = upper << 32 | Long.divideUnsigned(rest, divisor);
    }

    /**
     * Evaluates.
     *
     * @param x        the argument as a fraction below 1, not normalized: exponent -1
     * @param negative whether the argument is negative
     * @param terms    how many terms to take
     * @param result   takes the value; never 1, but next to it, so that a rounded result errs to the right side
     */
    void evaluate(Wide x, boolean negative, int terms, Wide result) {
        long h = high[terms - 1];
        long l = low[terms - 1];
        for (int i = terms - 2; i >= 0; i--) {
            result.multiplyFraction(h, l, x.high, x.low);
            long ph = result.high;
            long pl = result.low;
            if (negative) {
                long borrow = Long.compareUnsigned(low[i], pl) < 0 ? 1 : 0;
                l = low[i] - pl;
                h = high[i] - ph - borrow;
            } else {
                l = low[i] + pl;
                h = high[i] + ph + (Long.compareUnsigned(l, pl) < 0 ? 1 : 0);
            }
        }
        if (h == ONE && l == 0) {
            h = negative ? ONE - 1 : ONE;
            l = negative ? -1 : 1;
        }
        result.set(0, h, l);
        result.normalize();
    }
}
