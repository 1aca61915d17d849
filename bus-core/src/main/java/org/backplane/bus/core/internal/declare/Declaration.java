package org.backplane.bus.core.internal.declare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backplane.bus.BusProperties;
import org.backplane.bus.pci.PciIdentity;
import org.backplane.bus.pci.PciProperties;

/**
 * What a device is wired to, read from its service properties.
 *
 * @param ranges its ranges, memory first, each space in the order of its property
 * @param drives output pins and their lines
 * @param senses input pins and their lines
 * @param pci    what it is as a PCI function; {@code null} if it is none
 * @param dma    what it may reach by DMA
 */
public record Declaration(List<RangeDeclaration> ranges, Map<String, String> drives, Map<String, String> senses,
        PciIdentity pci, DmaGrant dma) {
    /** Nothing at all. */
    public static final Declaration NONE = new Declaration(List.of(), Map.of(), Map.of(), null, DmaGrant.ALL);

    /** The pin that a PCI function is heard at by its bus. */
    public static final String INTX = "intx";

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
        PciIdentity pci = new FunctionProperties(properties).parse(ranges);
        checkNames(ranges);
        AbsentProperty.check(properties);
        checkOverlaps(ranges);
        Map<String, String> drives = PinProperty.parse(properties, BusProperties.DRIVES);
        if (pci != null && drives.containsKey(INTX)) {
            throw DeclarationException.of(BusProperties.DRIVES, INTX, "is soldered to the PCI bus already");
        }
        return new Declaration(List.copyOf(ranges), drives, PinProperty.parse(properties, BusProperties.SENSES), pci,
                DmaGrant.parse(properties));
    }

    /** The ranges that have an address, which nobody else can have at their priority. */
    public List<RangeDeclaration> fixedRanges() {
        return ranges.stream().filter(range -> !range.floating()).toList();
    }

    /**
     * Reads the service properties of a processor, which has pins but answers no ranges.
     *
     * @throws DeclarationException as {@link #parse}, or if a range is declared
     */
    public static Declaration parsePins(Map<String, ?> properties) throws DeclarationException {
        Declaration declaration = parse(properties);
        if (declaration.pci != null) {
            throw DeclarationException.of(PciProperties.ADDRESS, properties.get(PciProperties.ADDRESS),
                    "is declared by a processor");
        }
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
        for (RangeDeclaration range : ranges.stream().filter(range -> !range.floating()).toList()) {
            Claims.Claim other = claims.against(range).orElse(null);
            if (other != null) {
                throw DeclarationException.of(range.space().property(), range.span(),
                        "overlaps " + other.range().span() + " of the same device at the same priority");
            }
            claims.add(new Claims.Claim("", range));
        }
    }
}
