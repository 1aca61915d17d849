package org.backplane.cpu.internal.fpu;

/**
 * Values of the transcendental functions at multiples of a small step, from which the others are not far: so series have few terms. They
 * are computed when they are first needed, by series with many.
 */
final class FunctionTables {
    /** Multiples from one integer to the next, as a power of 2. */
    static final int STEP_BITS = 7;
    static final int STEPS = 1 << STEP_BITS;

    private FunctionTables() {
    }

    /** Sets a number to a multiple of the step, which is not 0. */
    static Wide set(Wide number, int multiple) {
        return number.set(63 - STEP_BITS, multiple, 0).normalize();
    }

    /** The multiple of the step that is nearest to a number. */
    static int nearest(Wide number) {
        int shift = 63 - STEP_BITS - number.exponent;
        return shift > 64 ? 0 : (int) ((number.high >>> shift - 1) + 1 >>> 1);
    }

    private static Wide multiple(int i) {
        return set(new Wide(), i);
    }

    private static Wide square(Wide x) {
        return new Wide().multiply(x, x).align(-1);
    }

    /** Sines and cosines, up to pi/4. */
    static final class Circle {
        static final Wide[] SINES = new Wide[STEPS];
        static final Wide[] COSINES = new Wide[STEPS];

        static {
            for (int i = 1; i < STEPS; i++) {
                Wide x = multiple(i);
                SINES[i] = new Wide();
                COSINES[i] = new Wide();
                Series.SINE.evaluate(square(x), true, SINES[i]);
                SINES[i].multiply(x, SINES[i]);
                Series.COSINE.evaluate(square(x), true, COSINES[i]);
            }
        }

        private Circle() {
        }
    }

    /** Arctangents, up to that of 1. */
    static final class Arc {
        static final Wide[] ARCTANGENTS = new Wide[STEPS + 1];

        static {
            for (int i = 1; i <= STEPS; i++) {
                ARCTANGENTS[i] = i < STEPS / 2 ? small(multiple(i)) : belowEighth(i);
            }
        }

        private Arc() {
        }

        private static Wide small(Wide x) {
            Wide value = new Wide();
            Series.ODD.evaluate(square(x), true, value);
            return value.multiply(x, value);
        }

        /** pi/4 less the arctangent of (1 - x) / (1 + x). */
        private static Wide belowEighth(int i) {
            Wide eighth = new Wide().set(-1, Trigonometry.PI_HIGH, Trigonometry.PI_LOW);
            if (i < STEPS) {
                Wide ratio = new Wide().divide(multiple(STEPS - i), multiple(STEPS + i));
                eighth.plus(false, small(ratio), true);
            }
            return eighth;
        }
    }

    /** Magnitudes of logarithms to base 2, from the root of 1/2 to that of 2. */
    static final class Logarithm {
        private static final int FIRST = (int) (Math.sqrt(0.5) * STEPS);
        private static final int LAST = (int) (Math.sqrt(2) * STEPS) + 1;
        static final Wide[] LOGARITHMS = new Wide[LAST + 1];

        static {
            for (int i = FIRST; i <= LAST; i++) {
                if (i != STEPS) {
                    Wide ratio = new Wide().divide(multiple(Math.abs(i - STEPS)), multiple(i + STEPS));
                    LOGARITHMS[i] = new Wide();
                    Series.ODD.evaluate(square(ratio), false, LOGARITHMS[i]);
                    LOGARITHMS[i].multiply(ratio, LOGARITHMS[i]);
                    LOGARITHMS[i].multiply(LOGARITHMS[i], new Wide().set(1, Transcendental.LOG2E_HIGH, Transcendental.LOG2E_LOW));
                }
            }
        }

        private Logarithm() {
        }
    }

    /** Powers of 2, from 1/2 to 2, by the multiple and {@link #STEPS}, and what they differ from 1. */
    static final class Power {
        static final Wide[] POWERS = new Wide[2 * STEPS + 1];
        static final Wide[] DIFFERENCES = new Wide[2 * STEPS + 1];

        static {
            Wide one = new Wide().set(0, Rounding.INTEGER, 0);
            for (int i = -STEPS; i <= STEPS; i++) {
                if (i != 0) {
                    Wide x = multiple(Math.abs(i));
                    x.multiply(x, new Wide().set(-1, Transcendental.LN2_HIGH, Transcendental.LN2_LOW));
                    Wide value = new Wide();
                    Series.EXPONENTIAL.evaluate(new Wide().set(x).align(-1), i < 0, value);
                    DIFFERENCES[i + STEPS] = new Wide().multiply(x, value);
                    POWERS[i + STEPS] = new Wide().set(DIFFERENCES[i + STEPS]);
                    POWERS[i + STEPS].plus(i < 0, new Wide().set(one), false);
                }
            }
        }

        private Power() {
        }
    }
}
