package org.backplane.cpu.internal.fpu;

/**
 * Sine, cosine, tangent and arctangent (SDM 1 §8.3.7, §8.3.8). Arguments are reduced exactly, with the pi of 66 bits that
 * the manual gives; what follows has some 120 correct bits, so that the rounded result is the right one but for an error
 * that is not measurable, where the manual allows 1 unit of the last place.
 */
public abstract class Trigonometry extends F80 {
    /** The processor's pi, {@code C90FDAA22168C234C} hexadecimal, with 66 bits after the point: its upper 64 bits. */
    static final long PI_HIGH = 0xC90F_DAA2_2168_C234L;
    /** Pi with 128 bits. */
    static final long PI_LOW = 0xC4C6_628B_80DC_1CD1L;
    /** Arguments from here on are not reduced. */
    private static final int TOO_LARGE = BIAS + 63;
    /** Below this exponent an argument is less than pi/4. */
    private static final int SMALL = BIAS - 1;
    /** Pi/2 in units of 2^-67, of which it has 68 bits. */
    private static final long HALF_PI_HIGH = PI_HIGH >>> 60;
    private static final long HALF_PI_LOW = PI_HIGH << 4 | 0xC;
    /** Arguments with an exponent up to this one are divided by pi/2 at once: the host's quotient is right, or 1 too small. */
    private static final int EASY = 24;
    private static final int TINY = -64;
    /** Below this exponent tan x is x + x^3 / 3. */
    private static final int FEW_TERMS = -40;

    private final Wide argument = new Wide();
    private final Wide square = new Wide();
    private final Wide sine = new Wide();
    private final Wide cosine = new Wide();
    private final Wide result = new Wide();
    private final Wide rest = new Wide();
    private final Wide help = new Wide();
    private final Wide pi = new Wide();
    private int quadrant;
    private boolean negative;
    /** Whether the last argument was too large: the condition code C2. */
    public boolean outOfRange;
    /** The second result of {@link #sineAndCosine}, the cosine: sign and exponent. */
    public int secondSe;
    /** The second result of {@link #sineAndCosine}, the cosine: significand. */
    public long secondSig;

    /** Rounds a result, which is never exact. */
    protected final void deliver(Wide value, boolean isNegative) {
        sign = isNegative ? SIGN : 0;
        exponent = value.exponent + BIAS;
        high = value.high;
        low = value.low | 1;
        deliver(64);
    }

    /** Whether there is an argument to be reduced; otherwise the result is set, or the argument is out of range. */
    private boolean accepts(int a, long sa) {
        outOfRange = false;
        if (isDone(a, sa)) {
            return false;
        }
        if (isInfinite(a, sa)) {
            invalid();
            return false;
        }
        if ((a & SPECIAL) >= TOO_LARGE) {
            outOfRange = true;
            return false;
        }
        return acceptsDenormals(isDenormal(a, sa)) && !isZero(a, sa);
    }

    /** Reduces to the quadrant and a rest between -pi/4 and pi/4, and computes sine and cosine of the rest. */
    private void reduce(int a, long sa) {
        negative = (a & SIGN) != 0;
        quadrant = 0;
        argument.set(exponentOf(a, sa) - BIAS, normalized(a, sa), 0);
        boolean flipped = false;
        if (exponentOf(a, sa) >= SMALL) {
            flipped = reduceLarge(argument.exponent, argument.high);
        }
        circle();
        restIsNegative = flipped;
    }

    private boolean restIsNegative;

    /** Sine and cosine of the argument, which is at most pi/4, from those of a multiple of the tables' step and of what it differs from that. */
    private void circle() {
        int nearest = FunctionTables.nearest(argument);
        rest.set(argument);
        boolean below = nearest != 0 && rest.plus(false, FunctionTables.set(help, nearest), true);
        if (rest.isZero()) {
            sine.set(FunctionTables.Circle.SINES[nearest]);
            cosine.set(FunctionTables.Circle.COSINES[nearest]);
            return;
        }
        square.multiply(rest, rest).align(-1);
        Series.SINE.evaluate(square, true, sine);
        sine.multiply(rest, sine);
        Series.COSINE.evaluate(square, true, cosine);
        if (nearest != 0) {
            turn(FunctionTables.Circle.SINES[nearest], FunctionTables.Circle.COSINES[nearest], below);
        }
    }

    /** Adds the angle that sine and cosine are of to another one, or takes it away. */
    private void turn(Wide otherSine, Wide otherCosine, boolean away) {
        help.multiply(otherSine, sine);
        rest.multiply(otherSine, cosine);
        sine.multiply(otherCosine, sine).plus(away, rest, false);
        cosine.multiply(otherCosine, cosine).plus(false, help, !away);
    }

    /** Takes the argument modulo pi/2. Whether the rest was turned round. */
    private boolean reduceLarge(int exp, long sig) {
        int bitsLeft = Math.max(exp - EASY, 0);
        divideByHalfPi(exp - bitsLeft, sig);
        for (int i = 0; i < bitsLeft; i++) {
            rest.set(0, rest.high << 1 | rest.low >>> 63, rest.low << 1);
            quadrant <<= 1;
            subtractHalfPi();
        }
        long halfHigh = HALF_PI_HIGH >>> 1;
        long halfLow = HALF_PI_LOW >>> 1 | HALF_PI_HIGH << 63;
        help.set(0, HALF_PI_HIGH, HALF_PI_LOW);
        boolean flip = rest.high > halfHigh || rest.high == halfHigh && Long.compareUnsigned(rest.low, halfLow) > 0;
        if (flip) {
            rest.subtractFrom(help);
            quadrant++;
        }
        argument.set(127 - 67, rest.high, rest.low);
        argument.normalize();
        return flip;
    }

    /** Sets the quadrant to a quotient, and the rest in units of 2^-67. */
    private void divideByHalfPi(int exp, long sig) {
        long quotient = (long) ((sig >>> 1) * 0x1p-62 * (1L << exp + 1) / Math.PI - 0x1p-10);
        int shift = 67 - 63 + exp;      // from units of the significand to those of the rest
        rest.set(0, sig >>> 64 - shift, sig << shift);
        rest.subtract(help.set(0, quotient * HALF_PI_HIGH + unsignedHigh(quotient, HALF_PI_LOW), quotient * HALF_PI_LOW));
        quadrant = (int) quotient;
        subtractHalfPi();
    }

    private void subtractHalfPi() {
        if (rest.high > HALF_PI_HIGH || rest.high == HALF_PI_HIGH && Long.compareUnsigned(rest.low, HALF_PI_LOW) >= 0) {
            rest.subtract(help.set(0, HALF_PI_HIGH, HALF_PI_LOW));
            quadrant++;
        }
    }

    public final void sine(int a, long sa) {
        if (accepts(a, sa)) {
            reduce(a, sa);
            deliverSine();
        } else if (isZero(a, sa)) {
            set(a, sa);
        }
    }

    private void deliverSine() {
        boolean odd = (quadrant & 1) != 0;
        boolean below = (quadrant & 2) != 0 ^ (!odd && restIsNegative) ^ negative;
        deliver(odd ? cosine : sine, below);
        showTiny();
    }

    /** Silicon does not call a result rounded up that differs from the argument, or from 1, below all its bits only. */
    private void showTiny() {
        roundedUp &= argument.exponent >= TINY;
    }

    public final void cosine(int a, long sa) {
        if (accepts(a, sa)) {
            reduce(a, sa);
            deliverCosine();
        } else if (isZero(a, sa)) {
            set(BIAS, INTEGER);
        }
    }

    private void deliverCosine() {
        boolean odd = (quadrant & 1) != 0;
        boolean below = (quadrant & 2) != 0 ^ (odd && !restIsNegative);
        deliver(odd ? sine : cosine, below);
        showTiny();
    }

    /** Sine in the result, cosine in the second result. */
    public final void sineAndCosine(int a, long sa) {
        if (accepts(a, sa)) {
            reduce(a, sa);
            deliverCosine();
            secondSe = se;
            secondSig = sig;
            deliverSine();
        } else if (isZero(a, sa)) {
            set(a, sa);
            secondSe = BIAS;
            secondSig = INTEGER;
        } else {
            secondSe = se;
            secondSig = sig;
        }
    }

    public final void tangent(int a, long sa) {
        if (accepts(a, sa)) {
            reduce(a, sa);
            boolean odd = (quadrant & 1) != 0;
            if (argument.exponent < FEW_TERMS) {
                // The quotient's last bits would not tell on which side of the argument it lies.
                Series.ODD.evaluate(square, false, help);
                cosine.set(0, INTEGER, 0);
                sine.multiply(argument, help);
            }
            result.divide(odd ? cosine : sine, odd ? sine : cosine);
            deliver(result, negative ^ odd ^ restIsNegative);
        } else if (isZero(a, sa)) {
            set(a, sa);
        }
    }

    // Arctangent.

    /** The angle of the point (x, y), from -pi to pi (SDM 2, FPATAN, table 3-31). */
    public final void arctangent(int y, long sy, int x, long sx) {
        if (isDone(y, sy, x, sx)) {
            return;
        }
        boolean below = (y & SIGN) != 0;
        boolean left = (x & SIGN) != 0;
        if (!acceptsDenormals(isDenormal(y, sy) || isDenormal(x, sx))) {
            return;
        }
        if (isInfinite(y, sy)) {
            quarters(isInfinite(x, sx) ? left ? 3 : 1 : 2, below);
        } else if (isZero(y, sy) || isInfinite(x, sx)) {
            quarters(left ? 4 : 0, below);
        } else if (isZero(x, sx)) {
            quarters(2, below);
        } else {
            angle(y, sy, x, sx, below, left);
        }
    }

    /** A multiple of pi/4. */
    private void quarters(int n, boolean below) {
        if (n == 0) {
            set(below ? SIGN : 0, 0);
            return;
        }
        piTimes(n);
        deliver(pi.normalize(), below);
    }

    /** Sets pi to a multiple of pi/4, with exponent 1. */
    private void piTimes(int quarters) {
        switch (quarters) {
            case 1 -> pi.set(-1, PI_HIGH, PI_LOW).align(1);
            case 2 -> pi.set(0, PI_HIGH, PI_LOW).align(1);
            case 3 -> {
                help.set(-1, PI_HIGH, PI_LOW).align(1);
                pi.set(1, PI_HIGH, PI_LOW).subtract(help);
            }
            default -> pi.set(1, PI_HIGH, PI_LOW);
        }
    }

    private void angle(int y, long sy, int x, long sx, boolean below, boolean left) {
        argument.set(exponentOf(y, sy), normalized(y, sy), 0);
        cosine.set(exponentOf(x, sx), normalized(x, sx), 0);
        boolean steep = argument.exponent > cosine.exponent
                || argument.exponent == cosine.exponent && Long.compareUnsigned(argument.high, cosine.high) > 0;
        if (steep) {
            smallAngle(cosine, argument);
        } else {
            smallAngle(argument, cosine);
        }
        if (steep || left) {
            // Below pi/2, above it, or below pi.
            piTimes(steep ? 2 : 4);
            result.align(1);
            if (steep && left) {
                result.add(pi);
            } else {
                result.subtractFrom(pi);
            }
            result.normalize();
        }
        deliver(result, below);
    }

    /**
     * The arctangent of a ratio that is at most 1, from that of a multiple c of the tables' step and of what the angle differs from that one, whose
     * tangent is (y - cx) / (x + cy).
     */
    private void smallAngle(Wide y, Wide x) {
        int nearest = nearestRatio(y, x);
        boolean below = false;
        if (nearest != 0) {
            FunctionTables.set(pi, nearest);
            help.multiply(pi, x);
            rest.multiply(pi, y);
            below = y.plus(false, help, true);
            x.plus(false, rest, false);
            if (y.isZero()) {
                result.set(FunctionTables.Arc.ARCTANGENTS[nearest]);
                return;
            }
        }
        sine.divide(y, x);
        square.multiply(sine, sine).align(-1);
        Series.ODD.evaluate(square, true, help);
        result.multiply(sine, help);
        if (nearest != 0) {
            result.plus(below, help.set(FunctionTables.Arc.ARCTANGENTS[nearest]), false);
        }
    }

    /** The multiple of the tables' step that is nearest to a ratio, or one beside it. */
    private static int nearestRatio(Wide y, Wide x) {
        int distance = x.exponent - y.exponent;
        return distance > FunctionTables.STEP_BITS + 1 ? 0
                : (int) ((double) (y.high >>> 1) / (x.high >>> 1) * (FunctionTables.STEPS / (double) (1 << distance)) + 0.5);
    }
}
