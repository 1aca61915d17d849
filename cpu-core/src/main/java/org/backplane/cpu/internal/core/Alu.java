package org.backplane.cpu.internal.core;

/**
 * Arithmetic that Java has no operator for: pure functions of values, used by every engine. Operands are zero-extended
 * unless said otherwise; {@code size} is 8, 16 or 32.
 */
public final class Alu {
    private static final long LOW = 0xFFFFFFFFL;

    private Alu() {
    }

    /** The high half of an unsigned 32-bit product. */
    public static int mulHighUnsigned(int a, int b) {
        return (int) ((a & LOW) * (b & LOW) >>> 32);
    }

    /** The high half of a signed 32-bit product. */
    public static int mulHighSigned(int a, int b) {
        return (int) ((long) a * b >> 32);
    }

    public static int signExtend(int size, int a) {
        return size == 32 ? a : size == 16 ? (short) a : (byte) a;
    }

    public static int byteSwap(int a) {
        return Integer.reverseBytes(a);
    }

    /** Index of the lowest set bit; 32 for zero. */
    public static int lowestBit(int a) {
        return Integer.numberOfTrailingZeros(a);
    }

    /** Index of the highest set bit; -1 for zero. */
    public static int highestBit(int a) {
        return 31 - Integer.numberOfLeadingZeros(a);
    }

    // Shifts and rotates. The count is already masked to five bits and not zero.

    public static int shl(int size, int a, int n) {
        return a << n;
    }

    public static int shr(int size, int a, int n) {
        return a >>> n;
    }

    public static int sar(int size, int a, int n) {
        return signExtend(size, a) >> n;
    }

    public static int rol(int size, int a, int n) {
        int by = n & size - 1;
        return size == 32 ? Integer.rotateLeft(a, by) : a << by | a >>> size - by;
    }

    public static int ror(int size, int a, int n) {
        int by = n & size - 1;
        return size == 32 ? Integer.rotateRight(a, by) : a >>> by | a << size - by;
    }

    /** Rotate through carry to the left: the carry is bit {@code size} of a number one bit longer. */
    public static int rcl(int size, int a, int n, int carry) {
        long wide = (long) carry << size | a & LOW;
        int by = n % (size + 1);
        return (int) (wide << by | wide >>> size + 1 - by);
    }

    public static int rcr(int size, int a, int n, int carry) {
        long wide = (long) carry << size | a & LOW;
        int by = n % (size + 1);
        return (int) (wide >>> by | wide << size + 1 - by);
    }

    /** SHLD: shifts {@code a} left and fills it from the top of {@code b}. A 16-bit count above 16 repeats the pair. */
    public static int shld(int size, int a, int b, int n) {
        if (size == 32) {
            return a << n | b >>> 32 - n;
        }
        long wide = (long) a << 32 | (long) b << 16 | a;
        return (int) (wide << n >>> 32);
    }

    /** SHRD: shifts {@code a} right and fills it from the bottom of {@code b}. */
    public static int shrd(int size, int a, int b, int n) {
        if (size == 32) {
            return a >>> n | b << 32 - n;
        }
        long wide = (long) a << 32 | (long) b << 16 | a;
        return (int) (wide >>> n);
    }

    // The carries words of shifts and rotates. OF is defined for a count of 1 only; other counts give the same formula.

    public static int shlCarries(int size, int a, int n, int r) {
        int carry = n > size ? 0 : a >>> size - n & 1;
        return Flags.carryOverflow(carry, carry ^ r >>> size - 1 & 1);
    }

    public static int shrCarries(int size, int a, int n, int r) {
        return Flags.carryOverflow(a >>> n - 1 & 1, (r << 1 ^ r) >>> size - 1 & 1);
    }

    public static int sarCarries(int size, int a, int n, int r) {
        return Flags.carryOverflow(signExtend(size, a) >> n - 1 & 1, 0);
    }

    public static int rolCarries(int size, int r, int old) {
        int carry = r & 1;
        return Flags.replaceCarryOverflow(old, carry, carry ^ r >>> size - 1 & 1);
    }

    public static int rorCarries(int size, int r, int old) {
        int carry = r >>> size - 1 & 1;
        return Flags.replaceCarryOverflow(old, carry, carry ^ r >>> size - 2 & 1);
    }

    public static int rclCarries(int size, int a, int n, int r, int old) {
        int by = n % (size + 1);
        int carry = by == 0 ? Flags.cf(old) : a >>> size - by & 1;
        return Flags.replaceCarryOverflow(old, carry, carry ^ r >>> size - 1 & 1);
    }

    public static int rcrCarries(int size, int a, int n, int r, int old) {
        int by = n % (size + 1);
        int carry = by == 0 ? Flags.cf(old) : a >>> by - 1 & 1;
        return Flags.replaceCarryOverflow(old, carry, (r ^ r << 1) >>> size - 1 & 1);
    }

    public static int shldCarries(int size, int a, int b, int n, int r) {
        int carry = n <= size ? a >>> size - n & 1 : b >>> 2 * size - n & 1;
        return Flags.carryOverflow(carry, (a ^ r) >>> size - 1 & 1);
    }

    public static int shrdCarries(int size, int a, int b, int n, int r) {
        int carry = n <= size ? a >>> n - 1 & 1 : b >>> n - 1 - size & 1;
        return Flags.carryOverflow(carry, (a ^ r) >>> size - 1 & 1);
    }

    // The carries word of products: CF and OF are set if the high half is more than the extension of the low half.

    public static int mulCarries(int size, int high, int low) {
        int significant = signExtend(size, high) == 0 ? 0 : 1;
        return Flags.carryOverflow(significant, significant);
    }

    public static int imulCarries(int size, int high, int low) {
        int extension = signExtend(size, low) >> 31;
        int significant = signExtend(size, high) == extension ? 0 : 1;
        return Flags.carryOverflow(significant, significant);
    }

    /** CF alone, for the bit tests and CLC, STC, CMC. */
    public static int carryOnly(int size, int carry, int old) {
        return Flags.replaceCarry(old, carry);
    }

    // Bits.

    /** A word with bit n (modulo 32) set. */
    public static int shiftedBit(int n) {
        return 1 << n;
    }

    /** Bit n (modulo 32) of a word. */
    public static int bitAt(int a, int n) {
        return a >>> n & 1;
    }

    // Division of a pair of registers (SDM 2, DIV and IDIV).

    /** 1 if the quotient of a pair and a divisor can be represented, else 0; it cannot if the divisor is 0. */
    public static int fitsUnsigned(int size, int high, int low, int divisor) {
        return Integer.compareUnsigned(high, divisor) < 0 ? 1 : 0;
    }

    /** The quotient of a pair and a divisor that fits. */
    public static int quotientUnsigned(int size, int high, int low, int divisor) {
        long dividend = pair(size, high, low);
        return (int) (dividend >= 0 ? dividend / (divisor & LOW) : Long.divideUnsigned(dividend, divisor & LOW));
    }

    /** As {@link #fitsUnsigned}, with signs. */
    public static int fitsSigned(int size, int high, int low, int divisor) {
        if (divisor == 0) {
            return 0;
        }
        long quotient = signedPair(size, high, low) / signExtend(size, divisor);
        // The least pair divided by -1 wraps to itself and so does not fit either.
        return quotient == signExtend(size, (int) quotient) ? 1 : 0;
    }

    /** As {@link #quotientUnsigned}, with signs. */
    public static int quotientSigned(int size, int high, int low, int divisor) {
        return (int) (signedPair(size, high, low) / signExtend(size, divisor));
    }

    private static long pair(int size, int high, int low) {
        return (long) high << size | low & LOW;
    }

    private static long signedPair(int size, int high, int low) {
        int unused = Long.SIZE - 2 * size;
        return pair(size, high, low) << unused >> unused;
    }
}
