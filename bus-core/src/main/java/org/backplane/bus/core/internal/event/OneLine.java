package org.backplane.bus.core.internal.event;

/** Text of foreign origin, made fit for a listing. */
public final class OneLine {
    private static final int LIMIT = 300;

    private OneLine() {
    }

    /** The text without line breaks and other control characters, cut to a sensible length. */
    public static String of(String text) {
        String line = String.valueOf(text);
        if (line.chars().anyMatch(Character::isISOControl)) {
            line = line.replaceAll("\\s*\\p{Cntrl}+\\s*", " ");
        }
        line = line.strip();
        return line.length() > LIMIT ? line.substring(0, LIMIT) + "..." : line;
    }

    /** What was thrown, as text; an exception whose message throws in its turn is named by its class. */
    public static String of(Throwable thrown) {
        String type = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + of(message);
        } catch (Throwable worse) {
            return type + " (its message throws " + worse.getClass().getName() + ")";
        }
    }
}
