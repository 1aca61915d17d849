package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.bus.BusProperties;

/**
 * What a device is wired to, read from its service properties.
 *
 * @param ranges its ranges, memory first, each space in the order of its property
 * @param drives output pins and their lines
 * @param senses input pins and their lines
 */
public record Declaration(List<RangeDeclaration> ranges, Map<String, String> drives, Map<String, String> senses) {
    /** Nothing at all. */
    public static final Declaration NONE = new Declaration(List.of(), Map.of(), Map.of());

    /**
     * Reads the service properties.
     *
     * @throws DeclarationException if a property cannot be understood or ranges contradict each other
     */
    public static Declaration parse(Map<String, ?> properties) throws DeclarationException {
        List<RangeDeclaration> ranges = new ArrayList<>();
        for (SpaceKind space : SpaceKind.values()) {
            ranges.addAll(new RangeProperties(space, properties).parse());
        }
        checkNames(ranges);
        checkOverlaps(ranges);
        return new Declaration(List.copyOf(ranges), PinProperty.parse(properties, BusProperties.DRIVES),
                PinProperty.parse(properties, BusProperties.SENSES));
    }

    /**
     * Reads the service properties of a processor, which has pins but answers no ranges.
     *
     * @throws DeclarationException as {@link #parse}, or if a range is declared
     */
    public static Declaration parsePins(Map<String, ?> properties) throws DeclarationException {
        Declaration declaration = parse(properties);
        if (!declaration.ranges.isEmpty()) {
            RangeDeclaration range = declaration.ranges.get(0);
            throw DeclarationException.of(range.space().property(), range.span(), "is declared by a processor");
        }
        return declaration;
    }

    /** The machine that a device is for. */
    public static String machine(Map<String, ?> properties) {
        Object name = properties.get(BusProperties.MACHINE);
        return name == null ? BusProperties.DEFAULT_MACHINE : String.valueOf(name).strip();
    }

    private static void checkNames(List<RangeDeclaration> ranges) throws DeclarationException {
        Set<String> names = new HashSet<>();
        for (RangeDeclaration range : ranges) {
            if (range.name().isEmpty() || !names.add(range.name())) {
                throw DeclarationException.of(range.space().property() + BusProperties.NAME, range.name(),
                        "is not a name that only one range has");
            }
        }
    }

    private static void checkOverlaps(List<RangeDeclaration> ranges) throws DeclarationException {
        Claims claims = new Claims();
        for (RangeDeclaration range : ranges) {
            Claims.Claim other = claims.against(range).orElse(null);
            if (other != null) {
                throw DeclarationException.of(range.space().property(), range.span(),
                        "overlaps " + other.range().span() + " of the same device at the same priority");
            }
            claims.add(new Claims.Claim("", range));
        }
    }
}
