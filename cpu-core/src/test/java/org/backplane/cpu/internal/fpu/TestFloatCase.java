package org.backplane.cpu.internal.fpu;

import java.util.Arrays;

/** A line of {@code testfloat.txt}: a function, how it rounds, its operands, the result and the exceptions. */
final class TestFloatCase {
    final String function;
    final String mode;
    private final String[] operands;
    final String result;
    private final int flags;

    TestFloatCase(String line) {
        String[] words = line.split(" ");
        function = words[0];
        mode = words[1];
        operands = Arrays.copyOfRange(words, 2, words.length - 2);
        result = words[words.length - 2];
        flags = Integer.parseInt(words[words.length - 1], 16);
    }

    /** The function without its formats: {@code add}, {@code to_i32}. */
    String operation() {
        return function.substring(function.indexOf('_') + 1);
    }

    /** The format of the operands: {@code f32}, {@code f64}, {@code extF80}, {@code i32}, {@code i64}. */
    String format() {
        return function.substring(0, function.indexOf('_'));
    }

    int rounding() {
        return switch (mode.split("/")[0]) {
            case "min" -> Rounding.DOWN;
            case "max" -> Rounding.UP;
            case "minMag" -> Rounding.ZERO;
            default -> Rounding.NEAREST;
        };
    }

    int precision() {
        return mode.endsWith("/32") ? 24 : mode.endsWith("/64") ? 53 : 64;
    }

    long bits(int operand) {
        return Long.parseUnsignedLong(operands[operand], 16);
    }

    int signExponent(int operand) {
        return Integer.parseInt(operands[operand].substring(0, 4), 16);
    }

    long significand(int operand) {
        return Long.parseUnsignedLong(operands[operand].substring(4), 16);
    }

    /** The exceptions as the processor's bits. */
    int exceptions() {
        return ((flags & 1) != 0 ? FpException.PRECISION : 0) | ((flags & 2) != 0 ? FpException.UNDERFLOW : 0)
                | ((flags & 4) != 0 ? FpException.OVERFLOW : 0) | ((flags & 8) != 0 ? FpException.ZERO_DIVIDE : 0)
                | ((flags & 16) != 0 ? FpException.INVALID : 0);
    }
}
