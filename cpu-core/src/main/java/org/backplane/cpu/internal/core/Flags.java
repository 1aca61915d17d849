package org.backplane.cpu.internal.core;

/**
 * The status flags in lazy form: two words from which each flag can be computed without knowing the instruction that
 * set them.
 *
 * <p>The <em>result</em> is the result of the last operation, sign-extended to 32 bits. The <em>carries</em> hold what
 * cannot be seen from the result: {@link #CARRY} is CF, {@link #PARTIAL} is CF xor OF (the carry into the sign bit),
 * {@link #AUX} is AF. {@link #SIGN_DELTA} flips the sign and {@link #PARITY_DELTA} the low byte of the result when SF or
 * PF disagree with ZF, which only POPF, SAHF and the like can bring about.
 *
 * <p>The carries of an addition are all its carry-outs, {@code a & b | (a | b) & ~r}; those of a subtraction are its
 * borrows. CF is the one out of the highest bit, AF the one out of bit 3, and OF the xor of the two highest.
 *
 * <p>All functions are pure. {@code size} is 8, 16 or 32; operands may have any bits above it.
 */
public final class Flags {
    public static final int CARRY = 1 << 31;
    public static final int PARTIAL = 1 << 30;
    public static final int AUX = 1 << 3;
    public static final int SIGN_DELTA = 1;
    public static final int PARITY_DELTA = 0xFF00;
    private static final int SIZE = 63;
    private static final int SUM = 1 << 6;
    private static final int INCREMENT = 2 << 6;
    private static final int DECREMENT = 3 << 6;
    private static final int PARITY_SHIFT = 8;

    /** Bit n is set if n has an even number of ones. */
    private static final int EVEN_NIBBLES = 0b1001_0110_0110_1001;

    private Flags() {
    }

    // The result word.

    public static int result(int size, int r) {
        return size == 32 ? r : size == 16 ? (short) r : (byte) r;
    }

    // The carries word after each kind of operation.

    public static int add(int size, int a, int b, int r) {
        return align(size, carryOuts(a, b, r));
    }

    public static int sub(int size, int a, int b, int r) {
        return align(size, borrows(a, b, r));
    }

    /** The carry-outs of all bits of a sum; CF is the one out of the highest bit of the operands. */
    public static int carryOuts(int a, int b, int r) {
        return a & b | (a | b) & ~r;
    }

    /** The borrows of all bits of a difference; CF is the one of the highest bit of the operands. */
    public static int borrows(int a, int b, int r) {
        return ~a & b | (~a | b) & r;
    }

    /** CF after an addition, as 0 or 1. */
    public static int sumCarry(int size, int a, int b) {
        long mask = (1L << size) - 1;
        return (int) ((a & mask) + (b & mask) >>> size);
    }

    /** CF after a subtraction, as 0 or 1. */
    public static int differenceCarry(int size, int a, int b) {
        long mask = (1L << size) - 1;
        return (int) ((a & mask) - (b & mask) >>> 63);
    }

    /** INC: an addition of 1 that leaves CF alone. */
    public static int inc(int size, int a, int r, int old) {
        return keepCarry(align(size, a & ~r), old);
    }

    /** DEC: a subtraction of 1 that leaves CF alone. */
    public static int dec(int size, int a, int r, int old) {
        return keepCarry(align(size, ~a & r), old);
    }

    /** AND, OR, XOR, TEST: CF and OF become 0; AF is undefined and becomes 0 too. */
    public static int logic(int size, int r) {
        return 0;
    }

    /** The status flags of an image of EFLAGS; the result is {@link #resultOf} it. */
    public static int image(int size, int image, int r) {
        return carriesOf(image);
    }

    /** The status flags of the low byte of an image, as SAHF sets them: OF stays. */
    public static int imageByte(int size, int image, int r, int old) {
        return carriesOf(image & 0xFF | of(old) << 11);
    }

    // Forms in which only two operands of an operation are kept, for the words to be computed when they are asked for: of a
    // difference or a sum its operands, of INC and DEC the result and the old carries word.

    /** The form of a difference of so many bits. */
    public static int differenceForm(int size) {
        return size;
    }

    /** The form of a sum of so many bits. */
    public static int sumForm(int size) {
        return SUM | size;
    }

    /** The form of INC with so many bits. */
    public static int incrementForm(int size) {
        return INCREMENT | size;
    }

    /** The form of DEC with so many bits. */
    public static int decrementForm(int size) {
        return DECREMENT | size;
    }

    /** The carries word of operands that were kept in a form, which may be 0: then it is the second itself. */
    public static int keptCarries(int form, int a, int b) {
        int size = form & SIZE;
        return switch (form & ~SIZE) {
            case SUM -> add(size, a, b, a + b);
            case INCREMENT -> inc(size, a - 1, a, b);
            case DECREMENT -> dec(size, a + 1, a, b);
            default -> form == 0 ? b : sub(size, a, b, a - b);
        };
    }

    /** The result word of operands that were kept in a form, which may be 0: then it is the first itself. */
    public static int keptResult(int form, int a, int b) {
        int size = form & SIZE;
        return switch (form & ~SIZE) {
            case SUM -> result(size, a + b);
            case INCREMENT, DECREMENT -> result(size, a);
            default -> form == 0 ? a : result(size, a - b);
        };
    }

    /** Moves the two highest carries to bits 31 and 30; AF stays where it is. */
    private static int align(int size, int carries) {
        return carries << 32 - size & (CARRY | PARTIAL) | carries & AUX;
    }

    private static int keepCarry(int carries, int old) {
        int overflow = carries ^ carries << 1;
        return old & CARRY | (old ^ overflow) >>> 1 & PARTIAL | carries & AUX;
    }

    /** The carries of an operation that computes CF and OF by itself; AF becomes 0. */
    public static int carryOverflow(int carry, int overflow) {
        return carry << 31 | (carry ^ overflow) << 30;
    }

    /** Replaces CF and OF and keeps all else, as the rotates do. */
    public static int replaceCarryOverflow(int old, int carry, int overflow) {
        return old & ~(CARRY | PARTIAL) | carryOverflow(carry, overflow);
    }

    /** Replaces CF and keeps all else. */
    public static int replaceCarry(int old, int carry) {
        int flip = old >>> 31 ^ carry;
        return old ^ (flip << 31 | flip << 30);
    }

    // The single flags, 0 or 1.

    public static int cf(int carries) {
        return carries >>> 31;
    }

    public static int of(int carries) {
        return (carries ^ carries << 1) >>> 31;
    }

    public static int af(int carries) {
        return carries >>> 3 & 1;
    }

    public static int zf(int result) {
        return result == 0 ? 1 : 0;
    }

    public static int sf(int result, int carries) {
        return (result ^ carries << 31) >>> 31;
    }

    public static int pf(int result, int carries) {
        int low = (result ^ carries >>> PARITY_SHIFT) & 0xFF;
        return EVEN_NIBBLES >>> ((low ^ low >>> 4) & 0xF) & 1;
    }

    // The conditions that instructions test (SDM 1 appendix B); the others are their negations.

    public static boolean isOverflow(int carries) {
        return (carries ^ carries << 1) < 0;
    }

    public static boolean isBelow(int carries) {
        return carries < 0;
    }

    public static boolean isBelowOrEqual(int result, int carries) {
        return carries < 0 || result == 0;
    }

    public static boolean isSign(int result, int carries) {
        return (result ^ carries << 31) < 0;
    }

    public static boolean isParity(int result, int carries) {
        return pf(result, carries) != 0;
    }

    public static boolean isLess(int result, int carries) {
        return (result ^ carries << 31 ^ carries ^ carries << 1) < 0;
    }

    public static boolean isLessOrEqual(int result, int carries) {
        return result == 0 || isLess(result, carries);
    }

    // The image in EFLAGS.

    /** The status flags as EFLAGS shows them. */
    public static int toImage(int result, int carries) {
        return cf(carries) | pf(result, carries) << 2 | af(carries) << 4 | zf(result) << 6
                | sf(result, carries) << 7 | of(carries) << 11;
    }

    /** The result word that gives the ZF of an image. */
    public static int resultOf(int image) {
        return (image & Eflags.ZF) != 0 ? 0 : 1;
    }

    /** The carries word that, with {@link #resultOf}, gives the other flags of an image. */
    public static int carriesOf(int image) {
        int parity = pf(resultOf(image), 0) ^ image >>> 2 & 1;
        return carryOverflow(image & 1, image >>> 11 & 1) | image >>> 1 & AUX | image >>> 7 & SIGN_DELTA
                | parity << PARITY_SHIFT;
    }
}
