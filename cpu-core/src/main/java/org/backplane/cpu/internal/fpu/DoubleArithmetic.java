package org.backplane.cpu.internal.fpu;

/**
 * What the host's arithmetic of doubles has in common with the x87's when precision control asks for 53 bits and rounding is to nearest: an
 * operation on normal numbers and zeros of the 64-bit format whose result is such a number again (SDM 1 §8.1.5.2, §8.1.5.3). Both round the exact result
 * once, but only the x87 tells how: each method is given operands and the host's result, and gives what the status word says about the
 * rounding, {@link FpException#PRECISION} and {@link Fpu#C1}, or {@link ExtendedValue#UNUSUAL} if the x87's result may be another one, as its
 * exponents have more bits.
 */
final class DoubleArithmetic {
    private static final int EXPONENT = 0x7FF;
    private static final int BIAS = 1023;
    private static final int FRACTION_BITS = 52;
    private static final long HIDDEN = 1L << FRACTION_BITS;
    private static final long FRACTION = HIDDEN - 1;
    /** What an exponent is larger by in the 80-bit format. */
    private static final int REBIAS = Rounding.BIAS - BIAS;
    /** Bits of a significand of the 80-bit format that one of the 64-bit format does not have. */
    private static final int NARROWER = 11;
    /** The smallest exponent at which nothing was rounded up to a normal number. */
    private static final int LEAST = 2;
    /** A larger exponent may be that of an intermediate result that is infinite. */
    private static final int MOST = 2045;

    private static final int PRECISION_SHIFT = Integer.numberOfTrailingZeros(FpException.PRECISION);
    private static final int C1_SHIFT = Integer.numberOfTrailingZeros(Fpu.C1);

    private DoubleArithmetic() {
    }

    // Formats.

    /** Whether a number is a normal one or zero. */
    static boolean isNormalOrZero(double a) {
        long bits = Double.doubleToRawLongBits(a);
        int exponent = exponent(bits);
        return exponent > 0 && exponent < EXPONENT || bits << 1 == 0;
    }

    /** Whether a value of the 80-bit format is a normal number, or zero, in the 64-bit format too. */
    static boolean isDouble(int signExponent, long significand) {
        int exponent = (signExponent & Rounding.SPECIAL) - REBIAS;
        return significand < 0 && significand << 64 - NARROWER == 0 && exponent > 0 && exponent < EXPONENT
                || ExtendedValue.isZero(signExponent, significand);
    }

    /** A value of which {@link #isDouble} is true. */
    static double toDouble(int signExponent, long significand) {
        long sign = (long) (signExponent & Rounding.SIGN) << 48;
        long exponent = (signExponent & Rounding.SPECIAL) - REBIAS;
        return Double.longBitsToDouble(significand == 0 ? sign : sign | exponent << FRACTION_BITS | significand >>> NARROWER & FRACTION);
    }

    /** Sign and exponent, in the 80-bit format, of a normal number or zero. */
    static int signExponent(double a) {
        long bits = Double.doubleToRawLongBits(a);
        return (int) (bits >>> 48) & Rounding.SIGN | (bits << 1 == 0 ? 0 : exponent(bits) + REBIAS);
    }

    /** The significand, in the 80-bit format, of a normal number or zero. */
    static long significand(double a) {
        long bits = Double.doubleToRawLongBits(a);
        return bits << 1 == 0 ? 0 : Rounding.INTEGER | bits << NARROWER;
    }

    // How a result was rounded.

    /** What is said of a sum. */
    static int sum(double a, double b, double sum) {
        if (!isSafe(exponent(Double.doubleToRawLongBits(sum)), 1)) {
            return sum == 0 ? 0 : ExtendedValue.UNUSUAL;
        }
        // What was lost, exactly: Knuth, The Art of Computer Programming 2, §4.2.2, theorem B.
        double part = sum - a;
        long rest = Double.doubleToRawLongBits(a - (sum - part) + (b - part));
        return said(rest << 1, rest ^ Double.doubleToRawLongBits(sum));
    }

    /** What is said of a product. */
    static int product(double a, double b, double product) {
        long x = Double.doubleToRawLongBits(a);
        long y = Double.doubleToRawLongBits(b);
        long z = Double.doubleToRawLongBits(product);
        int exponent = exponent(z);
        if (!isSafe(exponent, LEAST)) {
            return a == 0 || b == 0 ? 0 : ExtendedValue.UNUSUAL;
        }
        // The lowest bit that was kept, and all below it, are among the lower 64 of 106.
        long low = significandOf(x) * significandOf(y);
        int dropped = FRACTION_BITS + exponent - (exponent(x) + exponent(y) - BIAS);
        return said(low << 64 - dropped, (low >>> dropped ^ z) << 63);
    }

    /** What is said of a quotient. */
    static int quotient(double a, double b, double quotient) {
        long x = Double.doubleToRawLongBits(a);
        long y = Double.doubleToRawLongBits(b);
        long z = Double.doubleToRawLongBits(quotient);
        int exponent = exponent(z);
        if (!isSafe(exponent, LEAST)) {
            return a == 0 && b != 0 ? 0 : ExtendedValue.UNUSUAL;
        }
        // The remainder is smaller than a significand, so that its lower 64 bits are all of it.
        int shift = FRACTION_BITS + exponent(x) - exponent(y) - (exponent - BIAS);
        long rest = (significandOf(x) << shift) - significandOf(z) * significandOf(y);
        return said(rest, rest);
    }

    /** What is said of a square root. */
    static int root(double a, double root) {
        long x = Double.doubleToRawLongBits(a);
        long z = Double.doubleToRawLongBits(root);
        if (!(root > 0)) {
            return a == 0 ? 0 : ExtendedValue.UNUSUAL;
        }
        int shift = FRACTION_BITS + BIAS + exponent(x) - 2 * exponent(z);
        long rest = (significandOf(x) << shift) - significandOf(z) * significandOf(z);
        return said(rest, rest);
    }

    /** What is said of a number that was made another one. */
    static int rounding(double exact, double rounded) {
        return exact == rounded ? 0 : said(1, Double.doubleToRawLongBits(Math.abs(exact) - Math.abs(rounded)));
    }

    /**
     * Without branches, as nobody can foresee them.
     *
     * @param rest what was lost: not 0 unless the result is exact
     * @param up   negative if the magnitude became larger; any number if the result is exact
     */
    private static int said(long rest, long up) {
        long inexact = (rest | -rest) >>> 63;
        return (int) (inexact << PRECISION_SHIFT | (up >>> 63 & inexact) << C1_SHIFT);
    }

    private static boolean isSafe(int exponent, int least) {
        return exponent >= least && exponent <= MOST;
    }

    private static int exponent(long bits) {
        return (int) (bits >>> FRACTION_BITS) & EXPONENT;
    }

    /** With the bit that is not stored; not for zero. */
    private static long significandOf(long bits) {
        return bits & FRACTION | HIDDEN;
    }
}
