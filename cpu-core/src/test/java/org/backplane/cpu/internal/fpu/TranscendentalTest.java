package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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
}
