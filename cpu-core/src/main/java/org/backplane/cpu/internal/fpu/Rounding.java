package org.backplane.cpu.internal.fpu;

/**
 * A binary floating-point result on its way to a format: sign, exponent, and a 128-bit significand of which the low half
 * may be a sticky remainder; and the rounding of it (SDM 1 §4.8.4, §4.9.1.4 to §4.9.1.6, §8.5.4 to §8.5.6). Exponents are
 * biased by 16383 whatever the format, so that one rounding serves 32, 64 and 80 bits.
 *
 * <p>The object is the environment too: rounding, masks, and the exceptions raised. All fields are written by the one
 * thread that runs the processor; nothing is allocated.
 */
public abstract class Rounding {
    public static final int BIAS = 16383;
    public static final int SIGN = 0x8000;
    /** Exponent of infinities and NaNs in the 80-bit format. */
    public static final int SPECIAL = 0x7FFF;
    /** The integer bit of a significand. */
    public static final long INTEGER = 1L << 63;

    // Rounding control: the encoding of the RC field (SDM 1 table 4-8).
    public static final int NEAREST = 0;
    public static final int DOWN = 1;
    public static final int UP = 2;
    public static final int ZERO = 3;

    /** What is added to or taken from an exponent when overflow or underflow is not masked (SDM 1 §8.5.4). */
    private static final int ADJUSTMENT = 24576;

    /** The rounding control in force. */
    public int rounding;
    /** The masked exceptions, bits of {@link FpException}. */
    public int masks = FpException.ALL;
    /** The exceptions raised since somebody cleared them. */
    public int raised;
    /** Whether the last rounding made the magnitude larger: the condition code C1. */
    public boolean roundedUp;
    /** Whether masked underflow gives zero (MXCSR.FZ). */
    public boolean flushToZero;

    /** 0 or {@link #SIGN}. */
    protected int sign;
    protected int exponent;
    protected long high;
    protected long low;

    /** Raises an exception, and says whether the operation goes on: whether the exception is masked. */
    protected final boolean raise(int exception) {
        raised |= exception;
        return (masks & exception) != 0;
    }

    /** Whether an exception that was found before the operation forbids a result. */
    public final boolean hasNoResult() {
        return (raised & FpException.BEFORE & ~masks) != 0;
    }

    /** Shifts the 128-bit significand left until its top bit is set; it must not be 0. */
    protected final void normalize() {
        if (high == 0) {
            high = low;
            low = 0;
            exponent -= 64;
        }
        int shift = Long.numberOfLeadingZeros(high);
        if (shift != 0) {
            high = high << shift | low >>> 64 - shift;
            low <<= shift;
            exponent -= shift;
        }
    }

    /** Shifts the significand right; what falls out is kept as the lowest bit. */
    private void shiftRight(int count) {
        if (count >= 128) {
            low = (high | low) != 0 ? 1 : 0;
            high = 0;
        } else if (count >= 64) {
            int rest = count - 64;
            boolean sticky = low != 0 || rest != 0 && high << 64 - rest != 0;
            low = high >>> rest | (sticky ? 1 : 0);
            high = 0;
        } else if (count > 0) {
            boolean sticky = low << 64 - count != 0;
            low = high << 64 - count | low >>> count | (sticky ? 1 : 0);
            high >>>= count;
        }
    }

    /**
     * Rounds to a format. Afterwards the significand is {@link #high}, its integer bit clear if the result is denormal or
     * zero, and the exponent {@code max + 1} if it is infinite.
     *
     * @param precision bits of the significand
     * @param min       the smallest exponent of a normal number
     * @param max       the largest one
     */
    protected final void round(int precision, int min, int max) {
        if (exponent < min && isTiny(precision, min)) {
            roundTiny(precision, min);
            return;
        }
        boolean exact = roundAt(precision, Math.max(0, min - exponent));
        if (exponent > max) {
            overflow(precision, max, exact);
        } else if (!exact) {
            raised |= FpException.PRECISION;
        }
    }

    /** Rounds the significand after a shift to the right; whether that was exact. */
    protected final boolean roundAt(int precision, int shift) {
        shiftRight(shift);
        exponent += shift;
        long ulp = 1L << 64 - precision;
        long kept = high & -ulp;
        long rest = precision == 64 ? low : high << precision | (low != 0 ? 1 : 0);
        roundedUp = rest != 0 && roundsUp(rest, kept, ulp);
        high = kept;
        low = 0;
        if (roundedUp) {
            high += ulp;
            if (high == 0) {
                high = INTEGER;
                exponent++;
            }
        }
        return rest == 0;
    }

    private boolean roundsUp(long rest, long kept, long ulp) {
        return switch (rounding) {
            case NEAREST -> rest < 0 && (rest != Long.MIN_VALUE || (kept & ulp) != 0);
            case DOWN -> sign != 0;
            case UP -> sign == 0;
            default -> false;
        };
    }

    /** Tininess is detected after rounding: with an unbounded exponent the result would still be below the normal ones. */
    private boolean isTiny(int precision, int min) {
        if (exponent < min - 1) {
            return true;
        }
        long ulp = 1L << 64 - precision;
        long kept = high & -ulp;
        long rest = precision == 64 ? low : high << precision | (low != 0 ? 1 : 0);
        return kept + ulp != 0 || rest == 0 || !roundsUp(rest, kept, ulp);
    }

    private void roundTiny(int precision, int min) {
        if ((masks & FpException.UNDERFLOW) == 0) {
            raised |= FpException.UNDERFLOW;
            if (!roundAt(precision, 0)) {
                raised |= FpException.PRECISION;
            }
            exponent += ADJUSTMENT;
        } else if (flushToZero) {
            raised |= FpException.UNDERFLOW | FpException.PRECISION;
            high = 0;
            exponent = min;
        } else if (!roundAt(precision, min - exponent)) {
            raised |= FpException.UNDERFLOW | FpException.PRECISION;
        }
    }

    private void overflow(int precision, int max, boolean exact) {
        if (!raise(FpException.OVERFLOW)) {
            exponent -= ADJUSTMENT;
            raised |= exact ? 0 : FpException.PRECISION;
            return;
        }
        raised |= FpException.PRECISION;
        boolean away = rounding == NEAREST || rounding == (sign != 0 ? DOWN : UP);
        roundedUp = away;
        exponent = away ? max + 1 : max;
        high = away ? INTEGER : -(1L << 64 - precision);
    }
}
