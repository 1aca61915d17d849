package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.backplane.bus.BusProperties;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.declare.RangeDeclaration.Direction;

/** The properties that declare the ranges of one space. */
final class RangeProperties {
    private static final List<String> PORT_SUFFIXES = List.of(BusProperties.SIZE, BusProperties.NAME,
            BusProperties.PRIORITY, BusProperties.VALID, BusProperties.IMPLEMENTED, BusProperties.ACCESS);
    private static final List<String> MEMORY_SUFFIXES = List.of(BusProperties.SIZE, BusProperties.NAME,
            BusProperties.PRIORITY, BusProperties.VALID, BusProperties.IMPLEMENTED, BusProperties.ACCESS,
            BusProperties.TYPE);

    private final SpaceKind space;
    private final Map<String, ?> properties;
    private final PropertyList spans;
    private final Map<String, PropertyList> lists = new LinkedHashMap<>();

    RangeProperties(SpaceKind space, Map<String, ?> properties) {
        this.space = space;
        this.properties = properties;
        this.spans = PropertyList.of(properties, space.property());
        for (String suffix : space == SpaceKind.MEMORY ? MEMORY_SUFFIXES : PORT_SUFFIXES) {
            lists.put(suffix, PropertyList.of(properties, space.property() + suffix));
        }
    }

    List<RangeDeclaration> parse() throws DeclarationException {
        checkNames();
        List<RangeDeclaration> ranges = new ArrayList<>();
        for (int i = 0; i < spans.elements().size(); i++) {
            ranges.add(range(i));
        }
        return ranges;
    }

    /** A misspelt suffix must not pass silently. One that has nothing to describe may be a default of the component. */
    private void checkNames() throws DeclarationException {
        String prefix = space.property() + ".";
        for (Map.Entry<String, ?> property : properties.entrySet()) {
            String name = property.getKey();
            if (name.startsWith(prefix) && !lists.containsKey(name.substring(space.property().length()))) {
                throw DeclarationException.of(name, property.getValue(), "is the value of no property of a range");
            }
        }
        if (!spans.elements().isEmpty()) {
            for (PropertyList list : lists.values()) {
                list.checkCount(spans.elements().size());
            }
        }
    }

    private RangeDeclaration range(int index) throws DeclarationException {
        String name = String.valueOf(lists.get(BusProperties.NAME).at(index, space.text() + index)).strip();
        Object priority = lists.get(BusProperties.PRIORITY).at(index, 0);
        Object valid = lists.get(BusProperties.VALID).at(index, Widths.text(Widths.DEFAULT));
        Object implemented = lists.get(BusProperties.IMPLEMENTED).at(index, valid);
        RangeDeclaration range = new RangeDeclaration(space, span(index), name,
                NumberText.parseInt(space.property() + BusProperties.PRIORITY, priority), direction(index), type(index),
                Widths.parse(space.property() + BusProperties.VALID, valid),
                Widths.parse(space.property() + BusProperties.IMPLEMENTED, implemented));
        checkWidths(space.property() + BusProperties.IMPLEMENTED, range);
        return range;
    }

    private Span span(int index) throws DeclarationException {
        Object size = lists.get(BusProperties.SIZE).at(index, null);
        long lengthBytes = size == null ? -1 : NumberText.parse(space.property() + BusProperties.SIZE, size);
        return Span.parse(space, spans.elements().get(index), lengthBytes);
    }

    private Direction direction(int index) throws DeclarationException {
        Object text = lists.get(BusProperties.ACCESS).at(index, Direction.RW.text());
        for (Direction direction : Direction.values()) {
            if (direction.text().equals(String.valueOf(text).strip())) {
                return direction;
            }
        }
        throw DeclarationException.of(space.property() + BusProperties.ACCESS, text, "is not one of rw, r and w");
    }

    private MemoryType type(int index) throws DeclarationException {
        return space == SpaceKind.PORT ? MemoryType.UC
                : type(space.property() + BusProperties.TYPE, lists.get(BusProperties.TYPE).at(index, MemoryType.UC));
    }

    /** A memory type by name. */
    static MemoryType type(String property, Object text) throws DeclarationException {
        String name = String.valueOf(text).strip().toUpperCase(Locale.ROOT);
        for (MemoryType type : MemoryType.values()) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw DeclarationException.of(property, text, "is not one of " + Arrays.toString(MemoryType.values()));
    }

    /** A narrow access is cut out of a wider one, which has to lie in the range as well. */
    static void checkWidths(String property, RangeDeclaration range) throws DeclarationException {
        int handler = Widths.narrowest(range.implemented());
        if (Widths.narrowest(range.valid()) < handler && range.span().lengthBytes() % handler != 0) {
            throw DeclarationException.of(property, Widths.text(range.implemented()),
                    "does not divide the " + range.span().lengthBytes() + " bytes of " + range.span());
        }
    }
}
