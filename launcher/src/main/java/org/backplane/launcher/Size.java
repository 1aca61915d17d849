package org.backplane.launcher;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of memory as options give them: a number with K, M or G. */
final class Size {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})([KMG])(?:i?B)?", Pattern.CASE_INSENSITIVE);

    private Size() {
    }

    /** Parses a size, in bytes. */
    static long parse(String option, String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(option + ": '" + text + "' is not a size such as 512K, 64M or 1G");
        }
        int shift = switch (Character.toUpperCase(matcher.group(2).charAt(0))) {
            case 'K' -> 10;
            case 'M' -> 20;
            default -> 30;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }
}
