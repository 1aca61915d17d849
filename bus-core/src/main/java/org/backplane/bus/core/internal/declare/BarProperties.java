package org.backplane.bus.core.internal.declare;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.backplane.bus.MemoryType;
import org.backplane.bus.core.internal.declare.RangeDeclaration.Direction;
import org.backplane.bus.pci.Bar;
import org.backplane.bus.pci.PciProperties;

/** The properties that declare the base address registers of a PCI function (PCI 3.0 §6.2.5). */
final class BarProperties {
    private static final Pattern TEXT = Pattern.compile(
            "(?:(?<index>[0-5])\\s*:\\s*(?<kind>io|mem|mem64)(?<prefetch>-prefetch)?|(?<rom>rom))\\s*\\+\\s*(?<length>.*)");
    /** Below RAM: what is on the bus lies behind the bridge. */
    private static final int MEMORY_PRIORITY = -200;
    private static final int PORT_PRIORITY = 0;
    private static final long MOST_IO = 256;
    private static final long MOST_32 = 1L << 31;
    private static final long MOST_64 = 1L << 51;
    private static final long MOST_ROM = 16 << 20;

    private final PropertyList bars;
    private final PropertyList implemented;
    private final PropertyList valid;
    private final PropertyList types;

    BarProperties(Map<String, ?> properties) {
        bars = PropertyList.of(properties, PciProperties.BARS);
        implemented = PropertyList.of(properties, PciProperties.BARS_IMPLEMENTED);
        valid = PropertyList.of(properties, PciProperties.BARS_VALID);
        types = PropertyList.of(properties, PciProperties.BARS_TYPE);
    }

    /** The registers in the order of their indices, each with the range that it places. */
    Map<Bar, RangeDeclaration> parse() throws DeclarationException {
        Bar[] registers = new Bar[Bar.ROM + 1];
        RangeDeclaration[] ranges = new RangeDeclaration[Bar.ROM + 1];
        int count = bars.elements().size();
        if (count > 0) {
            implemented.checkCount(count);
            valid.checkCount(count);
            types.checkCount(count);
        }
        for (int i = 0; i < count; i++) {
            Bar bar = bar(bars.elements().get(i));
            registers[bar.index()] = takeFree(registers, bar, bars.elements().get(i));
            ranges[bar.index()] = range(bar, i);
        }
        Map<Bar, RangeDeclaration> parsed = new LinkedHashMap<>();
        for (Bar bar : registers) {
            if (bar != null) {
                parsed.put(bar, ranges[bar.index()]);
            }
        }
        return parsed;
    }

    private static Bar bar(Object element) throws DeclarationException {
        Matcher matcher = TEXT.matcher(String.valueOf(element).strip());
        if (!matcher.matches() || "io".equals(matcher.group("kind")) && matcher.group("prefetch") != null) {
            throw DeclarationException.of(PciProperties.BARS, element,
                    "is not index:kind+length with a kind of io, mem, mem-prefetch, mem64 and mem64-prefetch, or rom+length");
        }
        long lengthBytes = NumberText.parse(PciProperties.BARS, matcher.group("length").strip());
        int index = matcher.group("rom") != null ? Bar.ROM : Integer.parseInt(matcher.group("index"));
        Bar bar = new Bar(index, kind(matcher), matcher.group("prefetch") != null, lengthBytes);
        checkLength(bar, element);
        return bar;
    }

    private static Bar.Kind kind(Matcher matcher) {
        if (matcher.group("rom") != null) {
            return Bar.Kind.ROM;
        }
        switch (matcher.group("kind")) {
            case "io": return Bar.Kind.IO;
            case "mem64": return Bar.Kind.MEMORY_64;
            default: return Bar.Kind.MEMORY_32;
        }
    }

    private static void checkLength(Bar bar, Object element) throws DeclarationException {
        long least = switch (bar.kind()) {
            case IO -> 4;
            case MEMORY_32, MEMORY_64 -> 16;
            case ROM -> 2048;
        };
        long most = switch (bar.kind()) {
            case IO -> MOST_IO;
            case MEMORY_32 -> MOST_32;
            case MEMORY_64 -> MOST_64;
            case ROM -> MOST_ROM;
        };
        if (bar.lengthBytes() < least || bar.lengthBytes() > most || Long.bitCount(bar.lengthBytes()) != 1) {
            throw DeclarationException.of(PciProperties.BARS, element,
                    "does not have a length that is a power of two from " + least + " to " + most);
        }
    }

    /** A 64-bit register takes the next index too. */
    private static Bar takeFree(Bar[] registers, Bar bar, Object element) throws DeclarationException {
        boolean wide = bar.kind() == Bar.Kind.MEMORY_64;
        boolean free = registers[bar.index()] == null
                && (bar.index() == 0 || bar.index() == Bar.ROM || registers[bar.index() - 1] == null
                        || registers[bar.index() - 1].kind() != Bar.Kind.MEMORY_64)
                && (!wide || bar.index() < Bar.ROM - 1 && registers[bar.index() + 1] == null);
        if (!free) {
            throw DeclarationException.of(PciProperties.BARS, element,
                    wide ? "needs two registers that nothing else has" : "needs a register that something else has");
        }
        return bar;
    }

    private RangeDeclaration range(Bar bar, int element) throws DeclarationException {
        SpaceKind space = bar.kind() == Bar.Kind.IO ? SpaceKind.PORT : SpaceKind.MEMORY;
        Object widths = valid.at(element, Widths.text(Widths.DEFAULT));
        MemoryType type = space == SpaceKind.PORT ? MemoryType.UC
                : RangeProperties.type(PciProperties.BARS_TYPE, types.at(element, MemoryType.UC));
        RangeDeclaration range = new RangeDeclaration(space, Span.floating(bar.lengthBytes()), bar.rangeName(),
                space == SpaceKind.PORT ? PORT_PRIORITY : MEMORY_PRIORITY,
                bar.kind() == Bar.Kind.ROM ? Direction.R : Direction.RW, type,
                Widths.parse(PciProperties.BARS_VALID, widths),
                Widths.parse(PciProperties.BARS_IMPLEMENTED, implemented.at(element, widths)));
        RangeProperties.checkWidths(PciProperties.BARS_IMPLEMENTED, range);
        return range;
    }
}
