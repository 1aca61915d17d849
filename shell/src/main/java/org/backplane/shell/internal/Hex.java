package org.backplane.shell.internal;

import java.util.Locale;

/** Numbers as people type them at a console about hardware: hexadecimal, with or without {@code 0x} or {@code h}. */
final class Hex {
    private Hex() {
    }

    /** Parses an address, port or value of up to 64 bits; {@code 0x}, a trailing {@code h} and {@code _} may be there. */
    static long parse(String text) {
        String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
        if (digits.startsWith("0x")) {
            digits = digits.substring(2);
        } else if (digits.endsWith("h")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        try {
            return Long.parseUnsignedLong(digits, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a hexadecimal number");
        }
    }

    /** An address of a space: four digits for ports, at least eight for memory. */
    static String address(String space, long address) {
        return space.equals("port") ? String.format("%04x", address) : String.format("%08x", address);
    }

    /** A value of a width in bytes. */
    static String value(long value, int width) {
        return String.format("%0" + 2 * width + "x", width == 8 ? value : value & (1L << 8 * width) - 1);
    }
}
