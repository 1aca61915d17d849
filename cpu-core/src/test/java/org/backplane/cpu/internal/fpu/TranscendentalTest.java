package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The transcendental functions give the correctly rounded result, where the manual allows an error of one unit. */
class TranscendentalTest {
    private static final int CASES = 1_040;

    private final Transcendental unit = new Transcendental();

    @Test
    void resultsAreCorrectlyRounded() throws IOException {
        List<String> failures = new ArrayList<>();
        int count = 0;
        try (InputStream in = TranscendentalTest.class.getResourceAsStream("transcendental.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList()) {
                if (!line.startsWith("#")) {
                    count++;
                    String actual = run(line.split(" "));
                    if (!line.endsWith(" " + actual)) {
                        failures.add(line + " gave " + actual);
                    }
                }
            }
        }
        assertThat(count).isEqualTo(CASES);
        assertThat(failures).isEmpty();
    }

    private String run(String[] words) {
        unit.raised = 0;
        unit.rounding = Integer.parseInt(words[words.length - 2]);
        int a = signExponent(words[1]);
        long sa = significand(words[1]);
        int b = signExponent(words[words.length - 3]);
        long sb = significand(words[words.length - 3]);
        switch (words[0]) {
            case "sin" -> unit.sine(a, sa);
            case "cos" -> unit.cosine(a, sa);
            case "tan" -> unit.tangent(a, sa);
            case "2xm1" -> unit.exponential(a, sa);
            case "yl2x" -> unit.logarithm(a, sa, b, sb);
            case "yl2xp1" -> unit.logarithmPlusOne(a, sa, b, sb);
            default -> unit.arctangent(a, sa, b, sb);
        }
        assertThat(unit.raised).as(words[0]).isEqualTo(FpException.PRECISION);
        return String.format("%04X%016X", unit.se, unit.sig);
    }

    private static int signExponent(String value) {
        return Integer.parseInt(value.substring(0, 4), 16);
    }

    private static long significand(String value) {
        return Long.parseUnsignedLong(value.substring(4), 16);
    }

    @Test
    void anArgumentOf2ToThe63IsOutOfRange() {
        unit.sine(Rounding.BIAS + 63, Rounding.INTEGER);
        assertThat(unit.outOfRange).isTrue();
        unit.sine(Rounding.BIAS + 62, -1);
        assertThat(unit.outOfRange).isFalse();
    }

    /** Nothing is wrong at, or around, any entry of the tables: as far as the host's functions can say. */
    @Test
    void resultsAreThoseOfTheHost() {
        for (double x = -4; x <= 4; x += 1.0 / 1024) {
            for (double near : new double[] {x, x - 1e-9, x + 1e-9, x / 512}) {
                check("sin", near, unit::sine, Math.sin(near));
                check("cos", near, unit::cosine, Math.cos(near));
                check("atan", near, (a, sa) -> unit.arctangent(a, sa, Rounding.BIAS, Rounding.INTEGER), Math.atan(near));
                check("acot", near, (a, sa) -> unit.arctangent(Rounding.BIAS, Rounding.INTEGER, a, sa), Math.atan2(1, near));
                check("log", Math.abs(near), (a, sa) -> unit.logarithm(Rounding.BIAS, Rounding.INTEGER, a, sa),
                        Math.log(Math.abs(near)) / Math.log(2));
                // From -1 to 1 only.
                check("2xm1", near / 4.001, unit::exponential, Math.expm1(near / 4.001 * Math.log(2)));
            }
        }
    }

    /** The manual's pi of 66 bits is taken away exactly, however large the argument is (SDM 1 §8.3.8). */
    @Test
    void largeArgumentsAreReducedExactly() {
        BigInteger halfPi = new BigInteger("C90FDAA22168C234C", 16);
        long significand = 0x9E37_79B9_7F4A_7C15L;
        for (int exponent = -1; exponent < 63; exponent++) {
            for (int i = 0; i < 100; i++) {
                significand = significand * 0x5851_F42D_4C95_7F2DL + 1 | Rounding.INTEGER;
                BigInteger argument = new BigInteger(Long.toUnsignedString(significand)).shiftLeft(exponent + 4);
                BigInteger[] parts = argument.divideAndRemainder(halfPi);
                double angle = parts[1].doubleValue() * 0x1p-67 + (parts[0].intValue() & 3) * (Math.PI / 2);
                unit.sine(Rounding.BIAS + exponent, significand);
                double actual = Double.longBitsToDouble(unit.toReal64(unit.se, unit.sig));
                assertThat(actual).as("%x, exponent %d", significand, exponent).isCloseTo(Math.sin(angle), within(1e-15));
            }
        }
    }

    private interface Function {
        void of(int signExponent, long significand);
    }

    private void check(String name, double x, Function function, double expected) {
        unit.expand64(Double.doubleToLongBits(x));
        function.of(unit.se, unit.sig);
        double actual = Double.longBitsToDouble(unit.toReal64(unit.se, unit.sig));
        assertThat(actual).as("%s %s", name, x).isCloseTo(expected, within(Math.abs(expected) * 1e-14 + 1e-18));
    }
}
