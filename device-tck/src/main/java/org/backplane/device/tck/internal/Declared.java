package org.backplane.device.tck.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.backplane.bus.BusProperties;
import org.backplane.bus.pci.PciProperties;

/**
 * What a device's service properties declare, as far as the kit tries it.
 *
 * @param ranges the ranges, those of base address registers last
 * @param drives output pins
 * @param senses input pins
 * @param pci    whether it is a PCI function
 */
public record Declared(List<DeclaredRange> ranges, Set<String> drives, Set<String> senses, boolean pci) {
    private static final Pattern BAR = Pattern.compile("(?:([0-5])\\s*:\\s*\\S+?|(rom))\\s*\\+\\s*(.*)");
    private static final String WIDTHS = "1,2,4";

    /**
     * Reads the service properties.
     *
     * @throws IllegalArgumentException if one cannot be understood; the message is one line
     */
    public static Declared parse(Map<String, ?> properties) {
        List<DeclaredRange> ranges = new ArrayList<>();
        ranges.addAll(ranges(properties, BusProperties.MEMORY, "memory"));
        ranges.addAll(ranges(properties, BusProperties.PORT, "port"));
        boolean pci = !text(properties, PciProperties.ADDRESS).isBlank();
        if (pci) {
            ranges.addAll(bars(properties));
        }
        Set<String> names = new HashSet<>();
        for (DeclaredRange range : ranges) {
            if (!names.add(range.name())) {
                throw new IllegalArgumentException("two ranges are called '" + range.name() + "'");
            }
        }
        return new Declared(List.copyOf(ranges), pins(properties, BusProperties.DRIVES),
                pins(properties, BusProperties.SENSES), pci);
    }

    private static List<DeclaredRange> ranges(Map<String, ?> properties, String property, String space) {
        List<DeclaredRange> ranges = new ArrayList<>();
        List<String> spans = list(properties, property);
        for (int i = 0; i < spans.size(); i++) {
            String access = at(properties, property + BusProperties.ACCESS, i, "rw");
            String valid = at(properties, property + BusProperties.VALID, i, WIDTHS);
            ranges.add(new DeclaredRange(at(properties, property + BusProperties.NAME, i, space + i),
                    length(property, spans.get(i), at(properties, property + BusProperties.SIZE, i, "")),
                    widths(property, at(properties, property + BusProperties.IMPLEMENTED, i, valid)),
                    access.contains("r"), access.contains("w")));
        }
        return ranges;
    }

    private static List<DeclaredRange> bars(Map<String, ?> properties) {
        List<DeclaredRange> ranges = new ArrayList<>();
        List<String> bars = list(properties, PciProperties.BARS);
        for (int i = 0; i < bars.size(); i++) {
            Matcher bar = BAR.matcher(bars.get(i).strip());
            if (!bar.matches()) {
                throw new IllegalArgumentException(PciProperties.BARS + ": '" + bars.get(i) + "' is not index:kind+length");
            }
            String valid = at(properties, PciProperties.BARS_VALID, i, WIDTHS);
            boolean rom = bar.group(2) != null;
            ranges.add(new DeclaredRange(rom ? "rom" : "bar" + bar.group(1),
                    NumberText.parse(PciProperties.BARS, bar.group(3)),
                    widths(PciProperties.BARS, at(properties, PciProperties.BARS_IMPLEMENTED, i, valid)), true, !rom));
        }
        return ranges;
    }

    private static long length(String property, String span, String size) {
        int plus = span.indexOf('+');
        int minus = span.indexOf('-', 1);
        if (plus >= 0) {
            return NumberText.parse(property, span.substring(plus + 1));
        }
        if (minus > 0) {
            long first = NumberText.parse(property, span.substring(0, minus));
            return NumberText.parse(property, span.substring(minus + 1)) - first + 1;
        }
        return NumberText.parse(property + BusProperties.SIZE, size);
    }

    private static List<Integer> widths(String property, String text) {
        List<Integer> widths = Arrays.stream(text.split(",")).map(width -> (int) NumberText.parse(property, width)).sorted()
                .toList();
        if (!List.of(1, 2, 4, 8).containsAll(widths)) {
            throw new IllegalArgumentException(property + ": '" + text + "' names a width other than 1, 2, 4 and 8");
        }
        return widths;
    }

    private static Set<String> pins(Map<String, ?> properties, String property) {
        return Set.copyOf(list(properties, property).stream().map(pin -> pin.split("=")[0].strip()).toList());
    }

    /** The element for a range; a single one holds for all. */
    private static String at(Map<String, ?> properties, String property, int index, String standard) {
        List<String> elements = list(properties, property);
        return elements.isEmpty() ? standard : elements.get(elements.size() == 1 ? 0 : index);
    }

    private static String text(Map<String, ?> properties, String property) {
        Object value = properties.get(property);
        return value == null ? "" : value.toString();
    }

    private static List<String> list(Map<String, ?> properties, String property) {
        Object value = properties.get(property);
        Stream<?> elements = value == null ? Stream.empty()
                : value instanceof Object[] ? Arrays.stream((Object[]) value)
                : value instanceof int[] ? Arrays.stream((int[]) value).boxed() : Stream.of(value);
        return elements.map(String::valueOf).map(String::strip).filter(element -> !element.isEmpty()).toList();
    }
}
