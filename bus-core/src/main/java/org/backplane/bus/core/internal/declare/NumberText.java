package org.backplane.bus.core.internal.declare;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as service properties write them: a {@link Number}, or text such as {@code 64M} or {@code 0x1000_0000}. */
public final class NumberText {
    private static final Pattern TEXT = Pattern.compile(
            "(?:0[xX](?<hex>[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)|(?<decimal>[0-9]+(?:_[0-9]+)*))(?<unit>[KMGkmg]?)");

    private NumberText() {
    }

    /** A number from 0 to 2^63-1. */
    public static long parse(String property, Object value) throws DeclarationException {
        return value instanceof Number
                ? natural(property, (Number) value) : natural(property, String.valueOf(value).strip());
    }

    /** A number that may be negative and fits an int. */
    static int parseInt(String property, Object value) throws DeclarationException {
        String text = String.valueOf(value).strip();
        boolean negative = text.startsWith("-");
        long magnitude = negative ? natural(property, text.substring(1)) : parse(property, value);
        if (magnitude > Integer.MAX_VALUE) {
            throw DeclarationException.of(property, value, "is too large");
        }
        return (int) (negative ? -magnitude : magnitude);
    }

    private static long natural(String property, Number value) throws DeclarationException {
        boolean whole = value.doubleValue() == Math.rint(value.doubleValue());
        if (!whole || value.longValue() < 0 || value.doubleValue() > Long.MAX_VALUE) {
            throw DeclarationException.of(property, value, "is not a whole number from 0 up");
        }
        return value.longValue();
    }

    private static long natural(String property, String text) throws DeclarationException {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw DeclarationException.of(property, text, "is not a number");
        }
        String hex = matcher.group("hex");
        String digits = (hex == null ? matcher.group("decimal") : hex).replace("_", "");
        try {
            return Math.multiplyExact(Long.parseLong(digits, hex == null ? 10 : 16), unit(matcher.group("unit")));
        } catch (NumberFormatException | ArithmeticException tooLarge) {
            throw DeclarationException.of(property, text, "is too large");
        }
    }

    private static long unit(String letter) {
        return letter.isEmpty() ? 1 : 1L << (10 * (1 + "KMG".indexOf(Character.toUpperCase(letter.charAt(0)))));
    }
}
