package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciProperties;

/** The properties that make a device a PCI function (PCI 3.0 §6.1, §6.2). */
final class FunctionProperties {
    private static final Set<String> NAMES = Set.of(PciProperties.ADDRESS, PciProperties.BUS, PciProperties.VENDOR,
            PciProperties.DEVICE, PciProperties.CLASS, PciProperties.REVISION, PciProperties.SUBSYSTEM_VENDOR,
            PciProperties.SUBSYSTEM, PciProperties.PIN, PciProperties.BARS, PciProperties.BARS_IMPLEMENTED,
            PciProperties.BARS_VALID, PciProperties.BARS_TYPE, PciProperties.MESSAGES, PciProperties.MULTIFUNCTION,
            PciProperties.STATUS);
    private static final Pattern PLACE = Pattern.compile("(?<device>[01]?[0-9a-fA-F])\\.(?<function>[0-7])");
    private static final String AUTO = "auto";
    private static final int ANY_DEVICE = -1;
    /** What a configuration read of an absent function gives (PCI 3.0 §6.1). */
    private static final int NO_VENDOR = 0xffff;

    /** The bits of the status register that no event sets: 66 MHz, fast back-to-back, DEVSEL# timing (PCI 3.0 §6.2.3). */
    private static final int FIXED_STATUS = 0x06a0;

    private final Map<String, ?> properties;

    FunctionProperties(Map<String, ?> properties) {
        this.properties = properties;
    }

    /**
     * Reads the properties.
     *
     * @param ranges gets the ranges of the base address registers
     * @return the function, or {@code null} if the device is none
     */
    PciIdentity parse(List<RangeDeclaration> ranges) throws DeclarationException {
        Object place = properties.get(PciProperties.ADDRESS);
        if (place == null || String.valueOf(place).isBlank()) {
            return null;
        }
        checkNames();
        Map<Bar, RangeDeclaration> bars = new LinkedHashMap<>(new BarProperties(properties).parse());
        ranges.addAll(bars.values());
        String text = String.valueOf(place).strip();
        return new PciIdentity(vendor(), number(PciProperties.DEVICE, 16), number(PciProperties.REVISION, 8, 0),
                number(PciProperties.CLASS, 24), number(PciProperties.SUBSYSTEM_VENDOR, 16, 0),
                number(PciProperties.SUBSYSTEM, 16, 0), pin(), List.copyOf(bars.keySet()), messages(), bus(),
                text.equals(AUTO) ? ANY_DEVICE : part(text, "device"), text.equals(AUTO) ? 0 : part(text, "function"),
                flag(), status());
    }

    /** A misspelt name must not pass silently. */
    private void checkNames() throws DeclarationException {
        for (Map.Entry<String, ?> property : properties.entrySet()) {
            if (property.getKey().startsWith(PciProperties.ADDRESS + ".") && !NAMES.contains(property.getKey())) {
                throw DeclarationException.of(property.getKey(), property.getValue(),
                        "is the value of no property of a PCI function");
            }
        }
    }

    private static int part(String place, String name) throws DeclarationException {
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            throw DeclarationException.of(PciProperties.ADDRESS, place,
                    "is neither 'auto' nor a place from 0.0 to 1f.7, device.function");
        }
        return Integer.parseInt(matcher.group(name), 16);
    }

    private int vendor() throws DeclarationException {
        int vendor = number(PciProperties.VENDOR, 16);
        if (vendor == NO_VENDOR) {
            throw DeclarationException.of(PciProperties.VENDOR, properties.get(PciProperties.VENDOR),
                    "says that nobody is there");
        }
        return vendor;
    }

    private int pin() throws DeclarationException {
        int pin = number(PciProperties.PIN, 3, 0);
        if (pin > 4) {
            throw DeclarationException.of(PciProperties.PIN, pin, "is not a pin from 0 to 4");
        }
        return pin;
    }

    private int messages() throws DeclarationException {
        int messages = number(PciProperties.MESSAGES, 6, 0);
        if (messages > 32 || Integer.bitCount(messages) > 1) {
            throw DeclarationException.of(PciProperties.MESSAGES, messages, "is not one of 0, 1, 2, 4, 8, 16 and 32");
        }
        return messages;
    }

    private int status() throws DeclarationException {
        int status = number(PciProperties.STATUS, 16, 0);
        if ((status & ~FIXED_STATUS) != 0) {
            throw DeclarationException.of(PciProperties.STATUS, properties.get(PciProperties.STATUS),
                    "has other bits than those of 6a0h");
        }
        return status;
    }

    private String bus() {
        Object bus = properties.get(PciProperties.BUS);
        return bus == null ? "" : String.valueOf(bus).strip();
    }

    private boolean flag() throws DeclarationException {
        Object value = properties.get(PciProperties.MULTIFUNCTION);
        String text = value == null ? "false" : String.valueOf(value).strip();
        if (!text.equals("true") && !text.equals("false")) {
            throw DeclarationException.of(PciProperties.MULTIFUNCTION, value, "is neither true nor false");
        }
        return text.equals("true");
    }

    private int number(String property, int bits, int absent) throws DeclarationException {
        return properties.containsKey(property) ? number(property, bits) : absent;
    }

    private int number(String property, int bits) throws DeclarationException {
        Object value = properties.get(property);
        if (value == null) {
            throw DeclarationException.of(PciProperties.ADDRESS, properties.get(PciProperties.ADDRESS),
                    "needs " + property);
        }
        long number = NumberText.parse(property, value);
        if (number >>> bits != 0) {
            throw DeclarationException.of(property, value, "has more than " + bits + " bits");
        }
        return (int) number;
    }
}
