package org.backplane.cpu.internal.fpu;

/** Remainders, rounding to an integer, scaling and extraction (SDM 2, FPREM, FPREM1, FRNDINT, FSCALE, FXTRACT). */
public abstract class ExtendedRemainder extends ExtendedArithmetic {
    /** The low three bits of the last remainder's quotient. */
    public int quotient;
    /** Whether the last remainder has one: no operand was a NaN or invalid. */
    public boolean hasQuotient;
    /** Whether the last remainder is only partial, to be continued. */
    public boolean partial;

    /**
     * The remainder, or a partial one if the exponents are 64 and more apart.
     *
     * @param nearest whether the quotient is rounded to the nearest (FPREM1), or truncated (FPREM)
     */
    public final void remainder(int a, long sa, int b, long sb, boolean nearest) {
        quotient = 0;
        partial = false;
        hasQuotient = false;
        if (isDone(a, sa, b, sb)) {
            return;
        }
        if (isInfinite(a, sa) || isZero(b, sb)) {
            invalid();
        } else if (acceptsDenormals(isDenormal(a, sa) || isDenormal(b, sb))) {
            hasQuotient = true;
            if (isZero(a, sa)) {
                set(a, sa);
            } else if (isInfinite(b, sb)) {
                exactly(a & SIGN, exponentOf(a, sa), normalized(a, sa));
            } else {
                reduce(a & SIGN, exponentOf(a, sa), normalized(a, sa), exponentOf(b, sb), normalized(b, sb), nearest);
            }
        }
    }

    private void exactly(int resultSign, int exp, long significand) {
        sign = resultSign;
        exponent = exp;
        high = significand;
        low = 0;
        if (high != 0) {
            normalize();
        }
        deliver(64);
    }

    private void reduce(int resultSign, int expA, long sigA, int expB, long sigB, boolean nearest) {
        int distance = expA - expB;
        if (distance < 0 && !(nearest && distance == -1)) {
            exactly(resultSign, expA, sigA);
            return;
        }
        int steps = distance;
        if (distance >= 64) {
            // The manual leaves the step open, from 32 to 63; this is what silicon takes.
            steps = distance & 31 | 32;
            partial = true;
        }
        long r = sigA;
        long q = 0;
        if (distance < 0) {
            // Less than one: only rounding to the nearest can make the quotient 1.
            roundQuotient(resultSign, expB, r >>> 1, r << 63, sigB, 0);
            return;
        }
        boolean carry = false;
        for (int i = 0; i <= steps; i++) {
            if (i > 0) {
                carry = r < 0;
                r <<= 1;
                q <<= 1;
            }
            if (carry || Long.compareUnsigned(r, sigB) >= 0) {
                r -= sigB;
                q |= 1;
            }
        }
        if (partial) {
            exactly(resultSign, expA - steps, r);
        } else if (nearest) {
            roundQuotient(resultSign, expB, r, 0, sigB, q);
        } else {
            quotient = (int) q & 7;
            exactly(resultSign, expB, r);
        }
    }

    /** Takes one divisor more if the remainder {@code r : below} is above its half, or at it and the quotient odd. */
    private void roundQuotient(int resultSign, int expB, long r, long below, long sigB, long q) {
        long rest = sigB - r;
        int order = Long.compareUnsigned(r, rest);
        boolean more = order > 0 || order == 0 && (below != 0 || (q & 1) != 0);
        quotient = (int) (more ? q + 1 : q) & 7;
        sign = more ? resultSign ^ SIGN : resultSign;
        exponent = expB;
        high = more ? rest - (below != 0 ? 1 : 0) : r;
        low = below;
        if ((high | low) != 0) {
            normalize();
        } else {
            sign = resultSign;
        }
        deliver(64);
    }

    /** Rounds to an integer. */
    public final void roundToInteger(int a, long sa) {
        if (isDone(a, sa)) {
            return;
        }
        if (isZero(a, sa) || isInfinite(a, sa)) {
            set(a, sa);
        } else if (acceptsDenormals(isDenormal(a, sa))) {
            sign = a & SIGN;
            exponent = exponentOf(a, sa);
            high = normalized(a, sa);
            low = 0;
            if (exponent < BIAS + 63) {
                if (!roundAt(64, BIAS + 63 - exponent)) {
                    raised |= FpException.PRECISION;
                }
                if (high == 0) {
                    set(sign, 0);
                    return;
                }
                normalize();
            }
            set(sign | exponent, high);
        }
    }

    /** Multiplies by two to the power of an integer, which the second operand is cut to. */
    public final void scale(int a, long sa, int b, long sb) {
        if (isDone(a, sa, b, sb)) {
            return;
        }
        if (isInfinite(b, sb)) {
            boolean up = (b & SIGN) == 0;
            if (up ? isZero(a, sa) : isInfinite(a, sa)) {
                invalid();
            } else if (acceptsDenormals(isDenormal(a, sa))) {
                set(a & SIGN | (up ? SPECIAL : 0), up ? INTEGER : 0);
            }
        } else if (acceptsDenormals(isDenormal(a, sa) || isDenormal(b, sb))) {
            if (isZero(a, sa) || isInfinite(a, sa)) {
                set(a, sa);
            } else {
                sign = a & SIGN;
                exponent = exponentOf(a, sa) + power(b, sb);
                high = normalized(a, sa);
                low = 0;
                deliver(64);
            }
        }
    }

    /** Cuts to an integer; powers that go far beyond every exponent come out as 2^16 to 2^17. */
    private static int power(int b, long sb) {
        int e = exponentOf(b, sb) - BIAS;
        if (e < 0 || sb == 0) {
            return 0;
        }
        int magnitude = e > 16 ? 0x1FFFF : (int) (normalized(b, sb) >>> 63 - e);
        return (b & SIGN) != 0 ? -magnitude : magnitude;
    }

    /** The exponent as a number, and in {@link #extracted} the significand. */
    public final void extract(int a, long sa) {
        if (isDone(a, sa)) {
            extractedSe = se;
            extracted = sig;
        } else if (isInfinite(a, sa)) {
            extractedSe = a;
            extracted = sa;
            set(SPECIAL, INTEGER);
        } else if (isZero(a, sa)) {
            raise(FpException.ZERO_DIVIDE);
            extractedSe = a;
            extracted = sa;
            set(SIGN | SPECIAL, INTEGER);
        } else if (acceptsDenormals(isDenormal(a, sa))) {
            extractedSe = a & SIGN | BIAS;
            extracted = normalized(a, sa);
            setInteger(exponentOf(a, sa) - BIAS);
        }
    }

    /** The significand that {@link #extract} found: sign and exponent. */
    public int extractedSe;
    /** The significand that {@link #extract} found. */
    public long extracted;

    /** Sets the result to an integer, exactly. */
    public final void setInteger(long value) {
        if (value == 0) {
            set(0, 0);
            return;
        }
        long magnitude = Math.abs(value);
        int zeros = Long.numberOfLeadingZeros(magnitude);
        set((value < 0 ? SIGN : 0) | BIAS + 63 - zeros, magnitude << zeros);
    }

    /** Rounds a constant as RC says, to 64 bits; that it is inexact is no exception. */
    public final void roundConstant(int exp, long upper, long lower) {
        int before = raised;
        sign = 0;
        exponent = exp;
        high = upper;
        low = lower;
        deliver(64);
        raised = before;
        roundedUp = false;
    }
}
