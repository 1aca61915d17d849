package org.backplane.cpu.internal.fpu;

/**
 * Sine, cosine, tangent and arctangent (SDM 1 §8.3.7, §8.3.8). Arguments are reduced exactly, with the pi of 66 bits that
 * the manual gives; what follows has some 120 correct bits, so that the rounded result is the right one but for an error
 * that is not measurable, where the manual allows 1 unit of the last place.
 */
public abstract class Trigonometry extends F80 {
    /** The processor's pi, {@code C90FDAA22168C234C} hexadecimal, with 66 bits after the point: its upper 64 bits. */
    private static final long PI_HIGH = 0xC90F_DAA2_2168_C234L;
    /** Pi with 128 bits. */
    private static final long PI_LOW = 0xC4C6_628B_80DC_1CD1L;
    /** Arguments from here on are not reduced. */
    private static final int TOO_LARGE = BIAS + 63;
    /** Below this exponent an argument is less than pi/4. */
    private static final int SMALL = BIAS - 1;
    private static final int TERMS = 13;
    private static final int TINY = -64;
    /** Below this exponent tan x is x + x^3 / 3. */
    private static final int FEW_TERMS = -40;

    private final Wide argument = new Wide();
    private final Wide square = new Wide();
    private final Wide sine = new Wide();
    private final Wide cosine = new Wide();
    private final Wide result = new Wide();
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
        square.multiply(argument, argument);
        square.align(-1);
        Series.SINE.evaluate(square, true, TERMS, help);
        sine.multiply(argument, help);
        Series.COSINE.evaluate(square, true, TERMS, cosine);
        restIsNegative = flipped;
    }

    private boolean restIsNegative;

    /** Takes the argument modulo pi/2, in units of 2^-67 of which pi/2 has 68 bits. Whether the rest was turned round. */
    private boolean reduceLarge(int exp, long sig) {
        long piHigh = PI_HIGH >>> 60;
        long piLow = PI_HIGH << 4 | 0xC;
        long restHigh = 0;
        long restLow = 0;
        for (int i = 0; i < exp + 4 + 64; i++) {
            restHigh = restHigh << 1 | restLow >>> 63;
            restLow = restLow << 1 | (i < 64 ? sig >>> 63 - i & 1 : 0);
            quadrant <<= 1;
            if (restHigh > piHigh || restHigh == piHigh && Long.compareUnsigned(restLow, piLow) >= 0) {
                restHigh -= piHigh + (Long.compareUnsigned(restLow, piLow) < 0 ? 1 : 0);
                restLow -= piLow;
                quadrant |= 1;
            }
        }
        long halfHigh = piHigh >>> 1;
        long halfLow = piLow >>> 1 | piHigh << 63;
        boolean flip = restHigh > halfHigh || restHigh == halfHigh && Long.compareUnsigned(restLow, halfLow) > 0;
        if (flip) {
            restHigh = piHigh - restHigh - (Long.compareUnsigned(piLow, restLow) < 0 ? 1 : 0);
            restLow = piLow - restLow;
            quadrant++;
        }
        argument.set(127 - 67, restHigh, restLow);
        argument.normalize();
        return flip;
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
                Series.ODD.evaluate(square, false, 2, help);
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
            sine.divide(cosine, argument);
        } else {
            sine.divide(argument, cosine);
        }
        smallAngle();
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

    /** The arctangent of a ratio that is at most 1, through pi/4 if it is above 3/8. */
    private void smallAngle() {
        boolean large = sine.exponent == 0
                || sine.exponent == -1 || sine.exponent == -2 && Long.compareUnsigned(sine.high, 0xC000_0000_0000_0000L) > 0;
        if (large) {
            // (1 - q) / (1 + q), both with exponent 1.
            sine.align(1);
            argument.set(1, INTEGER >>> 1, 0).subtract(sine);
            cosine.set(1, INTEGER >>> 1, 0).add(sine).normalize();
            if (argument.isZero()) {
                piTimes(1);
                result.set(pi).normalize();
                return;
            }
            sine.divide(argument.normalize(), cosine);
        }
        square.multiply(sine, sine).align(-1);
        Series.ODD.evaluate(square, true, 40, help);
        result.multiply(sine, help);
        if (large) {
            piTimes(1);
            result.align(1).subtractFrom(pi).normalize();
        }
    }
}
