package org.backplane.taps.internal;

import java.util.Locale;
import org.backplane.bus.tap.TapAccess;

/**
 * What a fault makes of an access.
 *
 * @param kind  the kind of fault
 * @param value what is read, or written, instead; for {@link Kind#VALUE} only
 */
record Fault(Kind kind, long value) {
    private static final String VALUE_PREFIX = "value:";

    /** The kinds of faults. */
    enum Kind {
        /** The device is not called: the access ends with a bus error. */
        ERROR,
        /** The device is not called: a read gives all ones, a write is lost. */
        ONES,
        /** The device is called; the value is another one. */
        VALUE
    }

    /** Reads {@code error}, {@code ones} or {@code value:NUMBER}. */
    static Fault parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith(VALUE_PREFIX)) {
            return new Fault(Kind.VALUE, number("fault", lower.substring(VALUE_PREFIX.length())));
        }
        return switch (lower) {
            case "error" -> new Fault(Kind.ERROR, 0);
            case "ones" -> new Fault(Kind.ONES, 0);
            default -> throw new IllegalArgumentException("fault: '" + text + "' is none of error, ones and value:NUMBER");
        };
    }

    /** A number in decimal, or hexadecimal with {@code 0x}. */
    static long number(String property, String text) {
        String digits = text.strip().replace("_", "");
        try {
            return digits.startsWith("0x") || digits.startsWith("0X") ? Long.parseUnsignedLong(digits.substring(2), 16)
                    : Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(property + ": '" + text + "' is no number", e);
        }
    }

    /** Before the device. */
    void before(TapAccess access) {
        switch (kind) {
            case ERROR -> access.busError();
            case ONES -> access.answer(-1L);
            case VALUE -> {
                if (access.write()) {
                    access.value(value);
                }
            }
        }
    }

    /** After the device. */
    void after(TapAccess access) {
        if (kind == Kind.VALUE && !access.write()) {
            access.value(value);
        }
    }
}
