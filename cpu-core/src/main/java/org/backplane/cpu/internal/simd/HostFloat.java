package org.backplane.cpu.internal.simd;

/**
 * The host's floating-point arithmetic where it provably gives the bits and the exceptions that the integer arithmetic gives.
 *
 * <p>Java's operations are those of IEEE 754 rounded to nearest (JLS 17 §15.4). Operands and result that are normal numbers
 * raise no exception but that of precision; {@link #precisionNoted} says that it is masked and noted in MXCSR already, so
 * that one more changes nothing. A result that equals the least normal number may have been rounded up to it, and is left
 * to the integer arithmetic. Made a guest loop of four MULSD 2.6 times as fast; can go when nobody minds that.
 */
abstract class HostFloat extends NarrowFormat {
    /** Whether rounding is to nearest, and the precision exception masked and noted. */
    public boolean precisionNoted;

    /** Whether a result of the host is to be taken. */
    static boolean isOrdinary(double a, double b, double r) {
        double m = Math.abs(r);
        return m > Double.MIN_NORMAL && m < Double.POSITIVE_INFINITY && Math.abs(a) >= Double.MIN_NORMAL
                && Math.abs(b) >= Double.MIN_NORMAL;
    }

    /** Whether a result of the host is to be taken. */
    static boolean isOrdinary(float a, float b, float r) {
        float m = Math.abs(r);
        return m > Float.MIN_NORMAL && m < Float.POSITIVE_INFINITY && Math.abs(a) >= Float.MIN_NORMAL
                && Math.abs(b) >= Float.MIN_NORMAL;
    }

    static double asDouble(long bits) {
        return Double.longBitsToDouble(bits);
    }

    static float asFloat(int bits) {
        return Float.intBitsToFloat(bits);
    }

    static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }

    static long bits(float value) {
        return Float.floatToRawIntBits(value) & 0xFFFFFFFFL;
    }
}
