package org.backplane.cpu.internal.fpu;

/**
 * A value of the 80-bit format (SDM 1 §4.2.2, table 4-3, §8.2): its result fields, its classes, and what NaN an operation
 * gives (SDM 1 §4.8.3.5, table 4-7).
 */
public abstract class ExtendedValue extends FiniteArithmetic {
    /** It is not the usual case. */
    protected static final int UNUSUAL = -1;
    protected static final int MAX = 0x7FFE;
    protected static final long QUIET = 1L << 62;
    /** Sign and exponent of the default NaN, the real indefinite; its significand is {@link #DEFAULT_NAN}. */
    public static final int NEGATIVE_SPECIAL = SIGN | SPECIAL;
    public static final long DEFAULT_NAN = INTEGER | QUIET;

    /** The result: sign and exponent. */
    public int se;
    /** The result: significand with its integer bit. */
    public long sig;

    /** Significand bits that precision control asks for: 24, 53 or 64. */
    public int precision = 64;
    /** Whether a memory operand was denormal in its own format, although it is not in this one. */
    public boolean denormalOperand;

    public final void set(int signExponent, long significand) {
        se = signExponent;
        sig = significand;
    }

    /** Rounds what the finite arithmetic has left. */
    protected final void deliver() {
        deliver(precision);
    }

    protected final void deliver(int bits) {
        int said = roundUsual(bits);
        if (said == UNUSUAL) {
            round(bits, 1, MAX);
            set(sign | (high < 0 ? exponent & SPECIAL : 0), high);
        } else {
            roundedUp = (said & Fpu.C1) != 0;
            raised |= said & FpException.PRECISION;
        }
    }

    /**
     * Rounds what the finite arithmetic has left if that is to nearest and gives a normal number, or zero: sets the result and gives what the
     * status word says about it, {@link FpException#PRECISION} and {@link Fpu#C1}. Else it changes nothing and gives {@link #UNUSUAL}.
     */
    protected final int roundUsual(int bits) {
        if ((high | low) == 0) {
            set(sign, 0);
            return 0;
        }
        long rounded;
        long rest;
        if (bits == 64) {
            rest = low;
            rounded = high + (low >>> 63 & (high | isNotZero(low << 1)));
        } else {
            int below = 64 - bits;
            long ulp = 1L << below;
            long sticky = high | isNotZero(low);
            rest = sticky & ulp - 1;
            rounded = sticky + (ulp >>> 1) - 1 + (high >>> below & 1) & -ulp;
        }
        // Rounded up to the next power of 2.
        boolean carry = rounded == 0;
        int exponentOfResult = carry ? exponent + 1 : exponent;
        if (rounding != NEAREST || exponent < 1 || exponentOfResult > MAX) {
            return UNUSUAL;
        }
        set(sign | exponentOfResult, carry ? INTEGER : rounded);
        // Signed, as all have the highest bit but the 0 of a carry.
        return (rounded > high ? Fpu.C1 : 0) | (rest != 0 ? FpException.PRECISION : 0);
    }

    /** 1 unless a number is 0. */
    private static long isNotZero(long a) {
        return (a | -a) >>> 63;
    }

    protected static boolean isNormal(int signExponent, long significand) {
        return significand < 0 && (signExponent & SPECIAL) != SPECIAL && (signExponent & SPECIAL) != 0;
    }

    /** Encodings that this format no longer has: unnormals, pseudo-infinities, pseudo-NaNs. */
    public static boolean isUnsupported(int signExponent, long significand) {
        return (signExponent & SPECIAL) != 0 && significand >= 0;
    }

    public static boolean isNan(int signExponent, long significand) {
        return (signExponent & SPECIAL) == SPECIAL && significand << 1 != 0;
    }

    public static boolean isSignaling(int signExponent, long significand) {
        return isNan(signExponent, significand) && (significand & QUIET) == 0;
    }

    public static boolean isInfinite(int signExponent, long significand) {
        return (signExponent & SPECIAL) == SPECIAL && significand << 1 == 0;
    }

    public static boolean isZero(int signExponent, long significand) {
        return (signExponent & SPECIAL) == 0 && significand == 0;
    }

    /** Denormals and pseudo-denormals. */
    public static boolean isDenormal(int signExponent, long significand) {
        return (signExponent & SPECIAL) == 0 && significand != 0;
    }

    /** The exponent a finite non-zero number has once its integer bit is set. */
    protected static int exponentOf(int signExponent, long significand) {
        int e = signExponent & SPECIAL;
        return e != 0 ? e : 1 - Long.numberOfLeadingZeros(significand);
    }

    protected static long normalized(int signExponent, long significand) {
        return (signExponent & SPECIAL) != 0 ? significand : significand << Long.numberOfLeadingZeros(significand);
    }

    protected final void invalid() {
        raise(FpException.INVALID);
        set(NEGATIVE_SPECIAL, DEFAULT_NAN);
    }

    /** Deals with an operand that is unsupported or a NaN; whether it was. */
    protected final boolean isDone(int a, long sa) {
        if (isUnsupported(a, sa)) {
            invalid();
            return true;
        }
        if (!isNan(a, sa)) {
            return false;
        }
        if ((sa & QUIET) == 0) {
            raise(FpException.INVALID);
        }
        set(a, sa | QUIET);
        return true;
    }

    /** Deals with operands of which one is unsupported or a NaN; whether that was so. */
    protected final boolean isDone(int a, long sa, int b, long sb) {
        if (isUnsupported(a, sa) || isUnsupported(b, sb)) {
            invalid();
            return true;
        }
        boolean isNanA = isNan(a, sa);
        boolean isNanB = isNan(b, sb);
        if (!isNanA && !isNanB) {
            return false;
        }
        boolean signalingA = isSignaling(a, sa);
        boolean signalingB = isSignaling(b, sb);
        if (signalingA || signalingB) {
            raise(FpException.INVALID);
        }
        boolean first = isNanA && (!isNanB || (signalingA == signalingB ? isLarger(a, sa, b, sb) : signalingB));
        set(first ? a : b, (first ? sa : sb) | QUIET);
        return true;
    }

    /** Which of two NaNs is taken: the one with the larger significand; of equal ones the positive. */
    private static boolean isLarger(int a, long sa, int b, long sb) {
        int order = Long.compareUnsigned(sa, sb);
        return order > 0 || order == 0 && (a & SIGN) < (b & SIGN);
    }

    /** Raises the denormal exception if an operand calls for it; whether the operation goes on. */
    protected final boolean acceptsDenormals(boolean denormal) {
        return !denormal && !denormalOperand || raise(FpException.DENORMAL);
    }
}
