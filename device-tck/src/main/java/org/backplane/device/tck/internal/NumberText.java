package org.backplane.device.tck.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as service properties write them ({@link org.backplane.bus.BusProperties}). */
final class NumberText {
    private static final Pattern TEXT = Pattern.compile("(?:0[xX](?<hex>[0-9a-fA-F_]+)|(?<decimal>[0-9_]+))(?<unit>[KMGkmg]?)");

    private NumberText() {
    }

    static long parse(String property, Object value) {
        Matcher matcher = TEXT.matcher(String.valueOf(value).strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(property + ": '" + value + "' is not a number");
        }
        String hex = matcher.group("hex");
        long number = hex == null ? Long.parseLong(matcher.group("decimal").replace("_", ""))
                : Long.parseUnsignedLong(hex.replace("_", ""), 16);
        String unit = matcher.group("unit");
        return unit.isEmpty() ? number : number << 10 * (1 + "KMG".indexOf(Character.toUpperCase(unit.charAt(0))));
    }
}
