package org.backplane.firmware.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.firmware.FirmwareException;

/** An amount of memory as a configuration writes it: {@code 128M}, {@code 0x8000000}, {@code 65_536K}. */
public final class MemorySize {
    private static final Pattern TEXT =
            Pattern.compile("(0x[0-9a-f_]+|[0-9][0-9_]*)([kmg]?)", Pattern.CASE_INSENSITIVE);

    private MemorySize() {
    }

    /**
     * Reads an amount.
     *
     * @param text decimal or {@code 0x} hexadecimal digits, {@code _} between them, {@code K}, {@code M} or {@code G}
     *             behind
     * @return bytes
     * @throws FirmwareException if it is no amount, or none that fits into 63 bits
     */
    public static long parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new FirmwareException("memory '" + text + "' is no amount of memory such as 128M");
        }
        try {
            long number = Long.decode(matcher.group(1).replace("_", "").replaceFirst("^0+(?=[0-9])", ""));
            return Math.multiplyExact(number, unitBytes(matcher.group(2)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new FirmwareException("memory '" + text + "' is too large", e);
        }
    }

    private static long unitBytes(String suffix) {
        return switch (suffix.toUpperCase(Locale.ROOT)) {
            case "K" -> 1L << 10;
            case "M" -> 1L << 20;
            case "G" -> 1L << 30;
            default -> 1L;
        };
    }
}
