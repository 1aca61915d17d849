package org.backplane.cpu.internal.fpu;

import java.util.function.IntUnaryOperator;

/**
 * A power series {@code 1 + c1 x + c2 x^2 + ...} whose coefficients are reciprocals of integers, in fixed point with 127
 * bits after the point.
 */
final class Series {
    private static final long ONE = 1L << 63;
    private static final int BITS = 128;
    /** By as many bits a term has to be smaller for its upper half to be enough. */
    private static final int NARROW = 64;

    /** 1/1!, 1/3!, 1/5!, ...: sin x is x times it at -x^2. */
    static final Series SINE = new Series(17, i -> 2 * i * (2 * i + 1), true);
    /** 1/0!, 1/2!, 1/4!, ...: cos x is it at -x^2. */
    static final Series COSINE = new Series(17, i -> 2 * i * (2 * i - 1), true);
    /** 1/1!, 1/2!, 1/3!, ...: e^x - 1 is x times it. */
    static final Series EXPONENTIAL = new Series(32, i -> i + 1, true);
    /** 1, 1/3, 1/5, ...: arctan x is x times it at -x^2, artanh x at x^2. */
    static final Series ODD = new Series(64, i -> 2 * i + 1, false);

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
     * Evaluates, as far as terms count. A term that the argument's power makes small enough needs only the upper half of its bits.
     *
     * @param x        the argument as a fraction below 1, not normalized: exponent -1
     * @param negative whether the argument is negative
     * @param result   takes the value; never 1, but next to it, so that a rounded result errs to the right side
     */
    void evaluate(Wide x, boolean negative, Wide result) {
        int zeros = Long.numberOfLeadingZeros(x.high);
        int first = last(zeros);
        int wide = zeros == 0 ? first : Math.min(first, (NARROW + zeros - 1) / zeros);
        long xh = x.high;
        long h = high[first];
        for (int i = first - 1; i >= wide; i--) {
            long product = FiniteArithmetic.unsignedHigh(h, xh);
            h = negative ? high[i] - product : high[i] + product;
        }
        long l = wide == first ? low[first] : 0;
        for (int i = wide - 1; i >= 0; i--) {
            long upper = FiniteArithmetic.unsignedHigh(h, xh);
            long lower = h * xh;
            // What is below them is less than what is lost by truncating anyway.
            long sum = lower + FiniteArithmetic.unsignedHigh(l, xh);
            upper += carry(sum, lower);
            lower = sum + FiniteArithmetic.unsignedHigh(h, x.low);
            upper += carry(lower, sum);
            if (negative) {
                l = low[i] - lower;
                h = high[i] - upper - carry(low[i], lower);
            } else {
                l = low[i] + lower;
                h = high[i] + upper + carry(l, lower);
            }
        }
        if (h == ONE && l == 0) {
            h = negative ? ONE - 1 : ONE;
            l = negative ? -1 : 1;
        }
        result.set(0, h, l);
        result.normalize();
    }

    /** 1 if a number is below another one: the carry of a sum that is below its summand, or a borrow. */
    private static int carry(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
    }

    /** The last term that counts if the argument has so many bits without a one. */
    private int last(int zeros) {
        int i = 1;
        while (i < high.length - 1 && Long.numberOfLeadingZeros(high[i]) + i * zeros < BITS) {
            i++;
        }
        return i;
    }
}
