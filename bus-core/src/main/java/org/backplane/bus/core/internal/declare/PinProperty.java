package org.backplane.bus.core.internal.declare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The properties that solder pins to lines. */
final class PinProperty {
    private PinProperty() {
    }

    /** Pins and their lines, in the order of their declaration. */
    static Map<String, String> parse(Map<String, ?> properties, String name) throws DeclarationException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Object element : PropertyList.of(properties, name).elements()) {
            String[] sides = String.valueOf(element).split("=", -1);
            String pin = sides[0].strip();
            String line = sides[sides.length - 1].strip();
            if (sides.length > 2 || pin.isEmpty() || line.isEmpty()) {
                throw DeclarationException.of(name, element, "is neither 'pin=line' nor 'pin'");
            }
            if (lines.put(pin, line) != null) {
                throw DeclarationException.of(name, element, "solders the pin '" + pin + "' a second time");
            }
        }
        return Collections.unmodifiableMap(lines);
    }
}
