package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host's arithmetic of doubles, and what is said of it, are the x87's with 53 bits, rounded to nearest: result, precision exception and C1. */
class DoubleArithmeticTest {
    private static final int CASES = 400_000;
    /** Around the ends of the exponents' range, and where results become exact. */
    private static final double[] SPECIAL = {0, 1, 2, 3, 0.5, 1.5, 10, 0.1, 1 / 3.0, Math.PI, 4503599627370496.0, 9007199254740991.0,
        Double.MAX_VALUE, 0x1p1023, 0x1p1022, 0x1.fffffffffffffp1021, Double.MIN_NORMAL, 0x1.0000000000001p-1022, 0x1.fffffffffffffp-1022,
        0x1p-1021, 0x1p-511, 0x1.fffffffffffffp-512, 0x1p511, 0x1.fffffffffffffp511, 0x1.0000000000001p0, 0x1.fffffffffffffp0, 0x1p-53,
        0x1p-54, 0x1p53};

    private interface Said {
        int of(double a, double b, double result);
    }

    private interface Extended {
        void compute(int a, long sa, int b, long sb);
    }

    private final F80 unit = new F80();
    private int usual;
    private int inexact;
    private int up;

    @BeforeEach
    void doublePrecision() {
        unit.precision = 53;
    }

    @Test
    void sums() {
        compareAll((a, b) -> a + b, DoubleArithmetic::sum, unit::add);
    }

    @Test
    void differences() {
        compareAll((a, b) -> a - b, (a, b, difference) -> DoubleArithmetic.sum(a, -b, difference), unit::subtract);
    }

    @Test
    void products() {
        compareAll((a, b) -> a * b, DoubleArithmetic::product, unit::multiply);
    }

    @Test
    void quotients() {
        compareAll((a, b) -> a / b, DoubleArithmetic::quotient, unit::divide);
    }

    @Test
    void squareRoots() {
        compareAll((a, b) -> Math.sqrt(a), (a, b, root) -> DoubleArithmetic.root(a, root), (a, sa, b, sb) -> unit.squareRoot(a, sa));
    }

    @Test
    void valuesAreTheSameInBothFormats() {
        Random random = new Random(5);
        for (int i = 0; i < CASES; i++) {
            double a = operand(random);
            int se = DoubleArithmetic.signExponent(a);
            long sig = DoubleArithmetic.significand(a);
            unit.expand64(Double.doubleToRawLongBits(a));
            assertThat(se).as("%a", a).isEqualTo(unit.se);
            assertThat(sig).as("%a", a).isEqualTo(unit.sig);
            assertThat(DoubleArithmetic.isDouble(se, sig)).isTrue();
            assertThat(Double.doubleToRawLongBits(DoubleArithmetic.toDouble(se, sig))).isEqualTo(Double.doubleToRawLongBits(a));
        }
    }

    @Test
    void whatADoubleCannotHoldIsNone() {
        assertThat(DoubleArithmetic.isDouble(0x3FFF, Rounding.INTEGER | 1 << 10)).as("54 bits").isFalse();
        assertThat(DoubleArithmetic.isDouble(0x3FFF, Rounding.INTEGER | 1 << 11)).isTrue();
        assertThat(DoubleArithmetic.isDouble(Rounding.BIAS + 1024, Rounding.INTEGER)).as("2 to the 1024").isFalse();
        assertThat(DoubleArithmetic.isDouble(Rounding.BIAS + 1023, Rounding.INTEGER)).isTrue();
        assertThat(DoubleArithmetic.isDouble(Rounding.BIAS - 1023, Rounding.INTEGER)).as("2 to the -1023").isFalse();
        assertThat(DoubleArithmetic.isDouble(Rounding.BIAS - 1022, Rounding.INTEGER)).isTrue();
        assertThat(DoubleArithmetic.isDouble(0x3FFF, 1L << 62)).as("an unnormal").isFalse();
        assertThat(DoubleArithmetic.isDouble(0, 1)).as("a denormal").isFalse();
        assertThat(DoubleArithmetic.isDouble(0x7FFF, Rounding.INTEGER)).as("infinity").isFalse();
        assertThat(DoubleArithmetic.isDouble(0x8000, 0)).as("-0").isTrue();
        assertThat(DoubleArithmetic.isNormalOrZero(Double.MIN_VALUE)).isFalse();
        assertThat(DoubleArithmetic.isNormalOrZero(Double.NaN)).isFalse();
        assertThat(DoubleArithmetic.isNormalOrZero(Double.NEGATIVE_INFINITY)).isFalse();
        assertThat(DoubleArithmetic.isNormalOrZero(-0.0)).isTrue();
    }

    private void compareAll(DoubleBinaryOperator host, Said said, Extended x87) {
        for (double a : SPECIAL) {
            for (double b : SPECIAL) {
                for (int signs = 0; signs < 4; signs++) {
                    compare((signs & 1) == 0 ? a : -a, (signs & 2) == 0 ? b : -b, host, said, x87);
                }
            }
        }
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            compare(operand(random), operand(random), host, said, x87);
        }
        assertThat(usual).as("cases that are left to the host").isGreaterThan(CASES / 4);
        assertThat(inexact).isBetween(usual / 50, usual - usual / 50);
        assertThat(up).isBetween(inexact / 4, inexact - inexact / 4);
    }

    private void compare(double a, double b, DoubleBinaryOperator host, Said said, Extended x87) {
        double result = host.applyAsDouble(a, b);
        int says = said.of(a, b, result);
        if (says == ExtendedValue.UNUSUAL) {
            return;
        }
        unit.raised = 0;
        unit.roundedUp = false;
        x87.compute(DoubleArithmetic.signExponent(a), DoubleArithmetic.significand(a), DoubleArithmetic.signExponent(b),
                DoubleArithmetic.significand(b));
        String operands = Double.toHexString(a) + " " + Double.toHexString(b);
        assertThat(DoubleArithmetic.signExponent(result)).as(operands).isEqualTo(unit.se);
        assertThat(DoubleArithmetic.significand(result)).as(operands).isEqualTo(unit.sig);
        assertThat(says).as(operands).isEqualTo(unit.raised | (unit.roundedUp ? Fpu.C1 : 0));
        usual++;
        inexact += (says & FpException.PRECISION) != 0 ? 1 : 0;
        up += (says & Fpu.C1) != 0 ? 1 : 0;
    }

    /** Numbers of all sizes, most of them of similar size and many with few bits, so that results are exact or close to halves. */
    private static double operand(Random random) {
        long fraction = random.nextLong() & (1L << 52) - 1;
        switch (random.nextInt(4)) {
            case 0 -> fraction &= -1L << random.nextInt(53);
            case 1 -> fraction >>>= random.nextInt(52);
            default -> { }
        }
        int exponent = random.nextInt(8) == 0 ? 1 + random.nextInt(2046) : 1023 + random.nextInt(64) - 32;
        double magnitude = Double.longBitsToDouble((long) exponent << 52 | fraction);
        return random.nextInt(100) == 0 ? 0 : random.nextBoolean() ? magnitude : -magnitude;
    }
}
