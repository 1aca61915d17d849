package org.backplane.bus.core.internal.declare;

import java.util.Map;
import org.backplane.bus.BusProperties;

/** What shall become of a slot whose device goes: {@link BusProperties#ABSENT} and {@link BusProperties#GRACE}. */
public final class AbsentProperty {
    /** Longer than this nobody waits; calls to the machine thread give up after ten seconds. */
    public static final long LONGEST_MILLIS = 8_000;

    private static final String ABORT = "abort";
    private static final String STALL = "stall";
    private static final String FAULT = "fault";

    private AbsentProperty() {
    }

    /** Checks both properties. */
    static void check(Map<String, ?> properties) throws DeclarationException {
        String text = text(properties);
        if (!text.equals(ABORT) && !text.equals(FAULT)) {
            stall(text);
        }
        grace(properties, 0);
    }

    /** Whether accesses end with a bus error; the properties have been checked, or mean nothing. */
    public static boolean faults(Map<String, ?> properties) {
        return text(properties).equals(FAULT);
    }

    /** How long the guest stands when the device goes for good; 0 if not at all. */
    public static long stallMillis(Map<String, ?> properties) {
        try {
            return text(properties).startsWith(STALL) ? stall(text(properties)) : 0;
        } catch (DeclarationException meaningless) {
            return 0;
        }
    }

    /** How long the guest stands while the device's bundle is updated. */
    public static long graceMillis(Map<String, ?> properties, long otherwise) {
        try {
            return grace(properties, otherwise);
        } catch (DeclarationException meaningless) {
            return otherwise;
        }
    }

    private static String text(Map<String, ?> properties) {
        Object value = properties.get(BusProperties.ABSENT);
        return value == null ? ABORT : String.valueOf(value).strip();
    }

    private static long stall(String text) throws DeclarationException {
        if (!text.startsWith(STALL + " ")) {
            throw DeclarationException.of(BusProperties.ABSENT, text, "is none of abort, stall N and fault");
        }
        return millis(BusProperties.ABSENT, text.substring(STALL.length()).strip());
    }

    private static long grace(Map<String, ?> properties, long otherwise) throws DeclarationException {
        Object value = properties.get(BusProperties.GRACE);
        return value == null ? otherwise : millis(BusProperties.GRACE, value);
    }

    private static long millis(String property, Object value) throws DeclarationException {
        long millis = NumberText.parse(property, value);
        if (millis > LONGEST_MILLIS) {
            throw DeclarationException.of(property, value, "is longer than " + LONGEST_MILLIS + " milliseconds");
        }
        return millis;
    }
}
