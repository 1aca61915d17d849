package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.backplane.cpu.internal.simd.SseUnit;
import org.backplane.cpu.internal.vectors.SharedVectors;
import org.junit.jupiter.api.Test;

/** Every result of Berkeley TestFloat, bit for bit, with its exceptions. The denormal exception is not part of IEEE 754. */
class TestFloatTest {
    /** Number of cases by format of the operands. */
    private static final Map<String, Integer> COUNTS = new TreeMap<>(Map.of(
            "extF80", 72_336, "f32", 32_400, "f64", 35_088, "i32", 4_464, "i64", 3_024));

    private final F80 unit = new F80();
    private final SseUnit sse = new SseUnit();

    @Test
    void agreesBitForBit() throws IOException {
        Map<String, Integer> counts = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(SharedVectors.file("testfloat.txt.gz"))),
                StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("#")) {
                    continue;
                }
                TestFloatCase test = new TestFloatCase(line);
                counts.merge(test.format(), 1, Integer::sum);
                String actual = run(test);
                int raised = unit.raised & ~FpException.DENORMAL;
                if (!actual.equals(test.result) || raised != test.exceptions()) {
                    failures.add(line + " gave " + actual + " " + Integer.toHexString(raised));
                }
            }
        }
        assertThat(failures.subList(0, Math.min(40, failures.size()))).as("%d cases differ", failures.size()).isEmpty();
        assertThat(counts).as("number of cases by format").isEqualTo(COUNTS);
    }

    private String run(TestFloatCase test) {
        unit.raised = 0;
        unit.rounding = test.rounding();
        unit.precision = test.precision();
        unit.denormalOperand = false;
        return switch (test.format()) {
            case "extF80" -> extended(test);
            case "i32" -> fromInteger(test, (int) test.bits(0));
            case "i64" -> fromInteger(test, test.bits(0));
            default -> narrow(test);
        };
    }

    private String extended(TestFloatCase test) {
        int a = test.signExponent(0);
        long sa = test.significand(0);
        return switch (test.operation()) {
            case "sqrt" -> {
                unit.squareRoot(a, sa);
                yield extendedResult();
            }
            case "roundToInt" -> {
                unit.roundToInteger(a, sa);
                // These cases were made with the variant that does not signal inexact results.
                unit.raised &= ~FpException.PRECISION;
                yield extendedResult();
            }
            case "to_f32" -> String.format("%08X", unit.toReal32(a, sa));
            case "to_f64" -> String.format("%016X", unit.toReal64(a, sa));
            case "to_i32" -> String.format("%08X", (int) unit.toInteger(a, sa, 32, false));
            case "to_i64" -> String.format("%016X", unit.toInteger(a, sa, 64, false));
            default -> binary(test, a, sa, test.signExponent(1), test.significand(1));
        };
    }

    private String binary(TestFloatCase test, int a, long sa, int b, long sb) {
        switch (test.operation()) {
            case "add" -> unit.add(a, sa, b, sb);
            case "sub" -> unit.subtract(a, sa, b, sb);
            case "mul" -> unit.multiply(a, sa, b, sb);
            case "div" -> unit.divide(a, sa, b, sb);
            case "rem" -> {
                unit.remainder(a, sa, b, sb, true);
                while (unit.partial) {
                    unit.remainder(unit.se, unit.sig, b, sb, true);
                }
            }
            default -> {
                return comparison(test.operation(), a, sa, b, sb);
            }
        }
        return extendedResult();
    }

    private String comparison(String operation, int a, long sa, int b, long sb) {
        boolean quiet = operation.equals("eq") || operation.endsWith("_quiet");
        int order = unit.compare(a, sa, b, sb, quiet);
        boolean truth = switch (operation.substring(0, 2)) {
            case "eq" -> order == 0;
            case "le" -> order == -1 || order == 0;
            default -> order == -1;
        };
        return truth ? "1" : "0";
    }

    private String extendedResult() {
        return String.format("%04X%016X", unit.se, unit.sig);
    }

    private String fromInteger(TestFloatCase test, long value) {
        unit.setInteger(value);
        return switch (test.operation()) {
            case "to_extF80" -> extendedResult();
            case "to_f32" -> String.format("%08X", unit.toReal32(unit.se, unit.sig));
            default -> String.format("%016X", unit.toReal64(unit.se, unit.sig));
        };
    }

    private String narrow(TestFloatCase test) {
        boolean wide = test.format().equals("f64");
        long a = test.bits(0);
        if (test.function.endsWith("to_extF80")) {
            if (wide) {
                unit.expand64(a);
            } else {
                unit.expand32((int) a);
            }
            unit.load();
            return extendedResult();
        }
        sse.raised = 0;
        sse.rounding = test.rounding();
        String text = switch (test.operation()) {
            case "add" -> real(sse.add(a, test.bits(1), wide), wide);
            case "sub" -> real(sse.subtract(a, test.bits(1), wide), wide);
            case "mul" -> real(sse.multiply(a, test.bits(1), wide), wide);
            case "div" -> real(sse.divide(a, test.bits(1), wide), wide);
            case "sqrt" -> real(sse.squareRoot(a, wide), wide);
            case "to_f64" -> real(sse.widen(a), true);
            case "to_f32" -> real(sse.narrow(a), false);
            case "to_i32" -> real(sse.toInteger(a, false, wide) & 0xFFFFFFFFL, false);
            case "eq" -> sse.compare(a, test.bits(1), true, wide) == 0 ? "1" : "0";
            case "le" -> sse.compare(a, test.bits(1), false, wide) <= 0 ? "1" : "0";
            case "lt" -> sse.compare(a, test.bits(1), false, wide) < 0 ? "1" : "0";
            default -> throw new AssertionError(test.function);
        };
        unit.raised = sse.raised;
        return text;
    }

    private static String real(long bits, boolean wide) {
        return String.format(wide ? "%016X" : "%08X", bits);
    }
}
