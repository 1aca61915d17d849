package org.backplane.cpu.internal.fpu;

/**
 * The logarithms and the exponential of the x87 (SDM 1 §8.3.9; SDM 2, F2XM1, FYL2X, FYL2XP1), with some 120 correct bits
 * before they are rounded.
 *
 * <p>Outside the range that the manual gives, F2XM1 above 1 and FYL2XP1 below -1 answer with their argument, as silicon
 * does, and F2XM1 of 1 calls itself inexact; elsewhere FYL2XP1 is computed wherever there is a logarithm.
 */
public final class Transcendental extends Trigonometry {
    static final long LN2_HIGH = 0xB172_17F7_D1CF_79ABL;
    static final long LN2_LOW = 0xC9E3_B398_03F2_F6AFL;
    static final long LOG2E_HIGH = 0xB8AA_3B29_5C17_F0BBL;
    static final long LOG2E_LOW = 0xBE87_FED0_691D_3E88L;
    /** The square root of 2, from which on a significand is halved. */
    private static final long ROOT_2 = 0xB504_F333_F9DE_6484L;

    private final Wide x = new Wide();
    private final Wide difference = new Wide();
    private final Wide sum = new Wide();
    private final Wide square = new Wide();
    private final Wide series = new Wide();
    private final Wide constant = new Wide();
    private final Wide result = new Wide();
    private boolean resultNegative;

    /** 2 to the power of a number from -1 to 1, less 1. */
    public void exponential(int a, long sa) {
        if (isDone(a, sa)) {
            return;
        }
        boolean below = (a & SIGN) != 0;
        if (isInfinite(a, sa)) {
            set(below ? SIGN | BIAS : SPECIAL, INTEGER);
        } else if (acceptsDenormals(isDenormal(a, sa))) {
            int exp = exponentOf(a, sa) - BIAS;
            if (isZero(a, sa)) {
                set(a, sa);
            } else if (exp > 0 || exp == 0 && (sa != INTEGER || !below)) {
                undefined(a, sa);
            } else if (exp == 0) {
                set(SIGN | BIAS - 1, INTEGER);
            } else {
                x.set(exp, normalized(a, sa), 0);
                powerLessOne(below);
                deliver(result, below);
            }
        }
    }

    /** 2^x - 1 in the result, from that of a multiple i of the tables' step: (2^i - 1) + 2^i (2^(x - i) - 1). */
    private void powerLessOne(boolean below) {
        int nearest = FunctionTables.nearest(x);
        int entry = FunctionTables.STEPS + (below ? -nearest : nearest);
        boolean rest = nearest != 0 && x.plus(false, FunctionTables.set(constant, nearest), true) ^ below || nearest == 0 && below;
        if (x.isZero()) {
            result.set(FunctionTables.Power.DIFFERENCES[entry]);
            return;
        }
        x.multiply(x, constant.set(-1, LN2_HIGH, LN2_LOW));
        square.set(x).align(-1);
        Series.EXPONENTIAL.evaluate(square, rest, series);
        result.multiply(x, series);
        if (nearest != 0) {
            result.multiply(result, FunctionTables.Power.POWERS[entry]);
            result.plus(rest, constant.set(FunctionTables.Power.DIFFERENCES[entry]), below);
        }
    }

    /** What silicon answers outside the range of a function: the argument, as if it were inexact. */
    private void undefined(int a, long sa) {
        raised |= FpException.PRECISION;
        set(a, sa);
    }

    /** y times the logarithm to base 2 of x. */
    public void logarithm(int y, long sy, int a, long sa) {
        if (isDone(y, sy, a, sa)) {
            return;
        }
        boolean one = a == BIAS && sa == INTEGER;
        if ((a & SIGN) != 0 && !isZero(a, sa) || isInfinite(y, sy) && one
                || isZero(y, sy) && (isZero(a, sa) || isInfinite(a, sa))) {
            invalid();
            return;
        }
        if (isZero(a, sa) && !isInfinite(y, sy)) {
            raise(FpException.ZERO_DIVIDE);
            set(y & SIGN ^ SIGN | SPECIAL, INTEGER);
            return;
        }
        if (!acceptsDenormals(isDenormal(y, sy) || isDenormal(a, sa))) {
            return;
        }
        boolean belowOne = isZero(a, sa) || exponentOf(a, sa) < BIAS;
        int resultSign = y & SIGN ^ (belowOne ? SIGN : 0);
        if (isInfinite(a, sa) || isInfinite(y, sy)) {
            set(resultSign | SPECIAL, INTEGER);
        } else if (isZero(y, sy) || one) {
            set(resultSign, 0);
        } else {
            int power = exponentOf(a, sa) - BIAS;
            long significand = normalized(a, sa);
            if (significand == INTEGER) {
                exactly(y, sy, power);
            } else {
                logarithm(power, significand);
                product(y, sy);
            }
        }
    }

    /** y times an integer, which may be exact. */
    private void exactly(int y, long sy, int power) {
        int magnitude = Math.abs(power);
        int zeros = Integer.numberOfLeadingZeros(magnitude);
        multiplyFinite(exponentOf(y, sy), normalized(y, sy), BIAS + 31 - zeros, (long) magnitude << 32 + zeros);
        sign = y & SIGN ^ (power < 0 ? SIGN : 0);
        deliver(64);
    }

    /** The logarithm of a number, not a power of two, in the result: of a multiple of the tables' step near it, and of the ratio of both. */
    private void logarithm(int exp, long significand) {
        boolean halved = Long.compareUnsigned(significand, ROOT_2) >= 0;
        int power = halved ? exp + 1 : exp;
        difference.set(exp - power, significand, 0);
        sum.set(difference);
        int nearest = FunctionTables.nearest(difference);
        resultNegative = difference.plus(false, FunctionTables.set(constant, nearest), true);
        sum.plus(false, FunctionTables.set(constant, nearest), false);
        if (difference.isZero()) {
            result.set(0, 0, 0);
        } else {
            fraction();
        }
        if (nearest != FunctionTables.STEPS) {
            add(constant.set(FunctionTables.Logarithm.LOGARITHMS[nearest]), nearest < FunctionTables.STEPS);
        }
        if (power != 0) {
            add(constant.set(63, Math.abs(power), 0).normalize(), power < 0);
        }
    }

    private void add(Wide number, boolean negative) {
        resultNegative = result.plus(resultNegative, number, negative);
    }

    /** 2 artanh(difference / sum) / ln 2 in the result. */
    private void fraction() {
        x.divide(difference, sum);
        square.multiply(x, x).align(-1);
        Series.ODD.evaluate(square, false, series);
        result.multiply(x, series);
        result.multiply(result, constant.set(1, LOG2E_HIGH, LOG2E_LOW));
    }

    private void product(int y, long sy) {
        x.set(exponentOf(y, sy) - BIAS, normalized(y, sy), 0);
        result.multiply(result, x);
        deliver(result, (y & SIGN) != 0 ^ resultNegative);
    }

    /** y times the logarithm to base 2 of x + 1. */
    public void logarithmPlusOne(int y, long sy, int a, long sa) {
        if (isDone(y, sy, a, sa)) {
            return;
        }
        boolean below = (a & SIGN) != 0;
        if (below && isInfinite(a, sa) || isZero(a, sa) && isInfinite(y, sy) || isInfinite(a, sa) && isZero(y, sy)) {
            invalid();
            return;
        }
        if (!acceptsDenormals(isDenormal(y, sy) || isDenormal(a, sa))) {
            return;
        }
        int resultSign = (y ^ a) & SIGN;
        if (isInfinite(a, sa) || isInfinite(y, sy)) {
            set(resultSign | SPECIAL, INTEGER);
        } else if (isZero(y, sy) || isZero(a, sa)) {
            set(resultSign, 0);
        } else if (below && exponentOf(a, sa) >= BIAS) {
            undefined(a, sa);
        } else {
            logarithmPlusOne(exponentOf(a, sa) - BIAS, normalized(a, sa), below);
            product(y, sy);
        }
    }

    private void logarithmPlusOne(int exp, long significand, boolean below) {
        if (exp < -1) {
            // x / (2 + x), the sum with exponent 1.
            difference.set(exp, significand, 0);
            sum.set(exp, significand, 0).align(1);
            constant.set(1, INTEGER, 0);
            if (below) {
                sum.subtractFrom(constant).normalize();
            } else {
                sum.add(constant).normalize();
            }
            fraction();
            resultNegative = below;
        } else {
            difference.set(exp, significand, 0).align(Math.max(exp, 0) + 1);
            sum.set(0, INTEGER, 0).align(difference.exponent);
            if (below) {
                difference.subtractFrom(sum);
            } else {
                difference.add(sum);
            }
            difference.normalize();
            logarithm(difference.exponent, difference.high);
        }
    }
}
