package org.backplane.cpu.internal.fpu;

/**
 * Addition, multiplication, division, square root and comparison of 80-bit numbers (SDM 1 §8.3.5, §8.3.6; SDM 2, FADD,
 * FMUL, FDIV, FSQRT, FCOM). An operand is its sign and exponent, and its significand.
 */
public abstract class ExtendedArithmetic extends NormalArithmetic {
    /** What a comparison gives when an operand is a NaN. */
    public static final int UNORDERED = 2;

    public final void add(int a, long sa, int b, long sb) {
        if (isNormal(a, sa) && isNormal(b, sb) && !denormalOperand) {
            addFinite(a & SIGN, a & SPECIAL, sa, b & SIGN, b & SPECIAL, sb);
            deliver();
        } else if (!isDone(a, sa, b, sb)) {
            addSpecial(a, sa, b, sb);
        }
    }

    public final void subtract(int a, long sa, int b, long sb) {
        if (isNan(b, sb)) {
            isDone(a, sa, b, sb);
        } else {
            add(a, sa, b ^ SIGN, sb);
        }
    }

    private void addSpecial(int a, long sa, int b, long sb) {
        boolean infiniteA = isInfinite(a, sa);
        boolean infiniteB = isInfinite(b, sb);
        if (infiniteA && infiniteB && a != b) {
            invalid();
        } else if (acceptsDenormals(isDenormal(a, sa) || isDenormal(b, sb))) {
            if (infiniteA || infiniteB) {
                set(infiniteA ? a : b, INTEGER);
            } else if (isZero(a, sa) && isZero(b, sb)) {
                set(a == b ? a : rounding == DOWN ? SIGN : 0, 0);
            } else if (isZero(b, sb)) {
                unchanged(a, sa);
            } else if (isZero(a, sa)) {
                unchanged(b, sb);
            } else {
                addFinite(a & SIGN, exponentOf(a, sa), normalized(a, sa), b & SIGN, exponentOf(b, sb), normalized(b, sb));
                deliver();
            }
        }
    }

    /** A result that equals an operand is rounded all the same: precision control may be narrower. */
    private void unchanged(int a, long sa) {
        sign = a & SIGN;
        exponent = exponentOf(a, sa);
        high = normalized(a, sa);
        low = 0;
        deliver();
    }

    public final void multiply(int a, long sa, int b, long sb) {
        int resultSign = (a ^ b) & SIGN;
        if (isNormal(a, sa) && isNormal(b, sb) && !denormalOperand) {
            multiplyFinite(a & SPECIAL, sa, b & SPECIAL, sb);
            sign = resultSign;
            deliver();
        } else if (!isDone(a, sa, b, sb)) {
            boolean infinite = isInfinite(a, sa) || isInfinite(b, sb);
            boolean zero = isZero(a, sa) || isZero(b, sb);
            if (infinite && zero) {
                invalid();
            } else if (acceptsDenormals(isDenormal(a, sa) || isDenormal(b, sb))) {
                if (infinite) {
                    set(resultSign | SPECIAL, INTEGER);
                } else if (zero) {
                    set(resultSign, 0);
                } else {
                    multiplyFinite(exponentOf(a, sa), normalized(a, sa), exponentOf(b, sb), normalized(b, sb));
                    sign = resultSign;
                    deliver();
                }
            }
        }
    }

    public final void divide(int a, long sa, int b, long sb) {
        int resultSign = (a ^ b) & SIGN;
        if (isNormal(a, sa) && isNormal(b, sb) && !denormalOperand) {
            divideFinite(a & SPECIAL, sa, b & SPECIAL, sb);
            sign = resultSign;
            deliver();
        } else if (!isDone(a, sa, b, sb)) {
            divideSpecial(a, sa, b, sb, resultSign);
        }
    }

    private void divideSpecial(int a, long sa, int b, long sb, int resultSign) {
        boolean infiniteA = isInfinite(a, sa);
        boolean infiniteB = isInfinite(b, sb);
        if (infiniteA && infiniteB || isZero(a, sa) && isZero(b, sb)) {
            invalid();
        } else if (isZero(b, sb) && !infiniteA) {
            // Divide-by-zero goes before the denormal operand (SDM 1 §4.9.2).
            raise(FpException.ZERO_DIVIDE);
            set(resultSign | SPECIAL, INTEGER);
        } else if (acceptsDenormals(isDenormal(a, sa) || isDenormal(b, sb))) {
            if (infiniteA) {
                set(resultSign | SPECIAL, INTEGER);
            } else if (infiniteB || isZero(a, sa)) {
                set(resultSign, 0);
            } else {
                divideFinite(exponentOf(a, sa), normalized(a, sa), exponentOf(b, sb), normalized(b, sb));
                sign = resultSign;
                deliver();
            }
        }
    }

    public final void squareRoot(int a, long sa) {
        if (isDone(a, sa)) {
            return;
        }
        if (isZero(a, sa)) {
            set(a, sa);
        } else if ((a & SIGN) != 0) {
            invalid();
        } else if (isInfinite(a, sa)) {
            set(a, sa);
        } else if (acceptsDenormals(isDenormal(a, sa))) {
            sign = 0;
            rootFinite(exponentOf(a, sa), normalized(a, sa));
            deliver();
        }
    }

    /**
     * Compares.
     *
     * @param quiet whether a quiet NaN is no invalid operand
     * @return less than 0, 0, 1, or {@link #UNORDERED}
     */
    public final int compare(int a, long sa, int b, long sb, boolean quiet) {
        if (isNormal(a, sa) && isNormal(b, sb) && !denormalOperand) {
            return order(a, sa, b, sb);
        }
        boolean unsupported = isUnsupported(a, sa) || isUnsupported(b, sb);
        if (unsupported || isNan(a, sa) || isNan(b, sb)) {
            if (unsupported || !quiet || isSignaling(a, sa) || isSignaling(b, sb)) {
                raise(FpException.INVALID);
            }
            return UNORDERED;
        }
        acceptsDenormals(isDenormal(a, sa) || isDenormal(b, sb));
        if (isZero(a, sa) && isZero(b, sb)) {
            return 0;
        }
        return order(a, sa, b, sb);
    }

    /** The order of numbers that are not both zero. */
    protected static int order(int a, long sa, int b, long sb) {
        if ((a & SIGN) != (b & SIGN)) {
            return (a & SIGN) != 0 ? -1 : 1;
        }
        int order = magnitude(a, sa, b, sb);
        return (a & SIGN) != 0 ? -order : order;
    }

    private static int magnitude(int a, long sa, int b, long sb) {
        // A pseudo-denormal has the exponent 1 that its integer bit stands for.
        int ea = (a & SPECIAL) == 0 && sa < 0 ? 1 : a & SPECIAL;
        int eb = (b & SPECIAL) == 0 && sb < 0 ? 1 : b & SPECIAL;
        return ea != eb ? Integer.compare(ea, eb) : Long.compareUnsigned(sa, sb);
    }
}
