package org.backplane.device.acpi.internal.table;

import static org.backplane.device.acpi.internal.aml.Term.and;
import static org.backplane.device.acpi.internal.aml.Term.argument;
import static org.backplane.device.acpi.internal.aml.Term.createDwordField;
import static org.backplane.device.acpi.internal.aml.Term.device;
import static org.backplane.device.acpi.internal.aml.Term.integer;
import static org.backplane.device.acpi.internal.aml.Term.method;
import static org.backplane.device.acpi.internal.aml.Term.name;
import static org.backplane.device.acpi.internal.aml.Term.or;
import static org.backplane.device.acpi.internal.aml.Term.otherwise;
import static org.backplane.device.acpi.internal.aml.Term.pack;
import static org.backplane.device.acpi.internal.aml.Term.path;
import static org.backplane.device.acpi.internal.aml.Term.returns;
import static org.backplane.device.acpi.internal.aml.Term.store;
import static org.backplane.device.acpi.internal.aml.Term.when;

import java.util.ArrayList;
import java.util.List;
import org.backplane.device.acpi.internal.aml.Resources;
import org.backplane.device.acpi.internal.aml.Term;

/**
 * The PCI root bridge with the windows it passes on, and the PIIX3 at device 1 whose registers 60h to 63h route the four
 * interrupt links (82371SB "PIRQRC"; ACPI §6.2.13 "_PRT").
 */
final class PciRoot {
    /** The bridge's name within the system bus. */
    static final String NAME = "PCI0";
    /** Device numbers of a bus. */
    static final int DEVICES = 32;

    private static final int PINS = 4;
    private static final String[] LINKS = {"LNKA", "LNKB", "LNKC", "LNKD"};
    private static final String[] ROUTES = {"PRQA", "PRQB", "PRQC", "PRQD"};
    private static final int ROUTE_REGISTERS = 0x60;
    private static final int ROUTE_DISABLED = 0x80;
    private static final int ROUTE_IRQ = 0x0f;
    private static final int[] IRQS = {5, 10, 11};
    private static final int ALL_FUNCTIONS = 0xffff;
    /** Where the number stands in an extended interrupt descriptor. */
    private static final int INTERRUPT_NUMBER_AT = 5;
    private static final int PRESENT_AND_DECODING = 0x0b;
    private static final int PRESENT_BUT_DISABLED = 0x09;
    private static final long VGA_FIRST = 0xa0000;
    private static final long VGA_LAST = 0xbffff;
    private static final long MEMORY_LAST = 0xfebf_ffffL;
    private static final long MIB = 1 << 20;

    private PciRoot() {
    }

    /** The bridge with the board's devices behind the PIIX3, and what makes its slots hot-pluggable. */
    static Term object(MachineView machine, List<Term> board, List<Term> slots) {
        List<Term> terms = new ArrayList<>(List.of(name("_HID", Term.eisaId("PNP0A03")), name("_UID", integer(0)),
                name("_CRS", windows(machine)), name("_PRT", routing()), isaBridge(board)));
        terms.addAll(slots);
        return device(NAME, terms.toArray(Term[]::new));
    }

    private static Term windows(MachineView machine) {
        long firstMemory = (machine.endOfRam() + MIB - 1) / MIB * MIB;
        Resources resources = new Resources().busWindow(0, 0xff).ports(0xcf8, 8)
                .portWindow(0, 0x0cf7).portWindow(0x0d00, 0xffff).memoryWindow(VGA_FIRST, VGA_LAST, true);
        if (firstMemory < MEMORY_LAST) {
            resources.memoryWindow(firstMemory, MEMORY_LAST, false);
        }
        return resources.toTerm();
    }

    /** Device d, pin p (from 0) is wired to link (d - 1 + p) mod 4. */
    private static Term routing() {
        Term[] entries = new Term[DEVICES * PINS];
        for (int slot = 0; slot < DEVICES; slot++) {
            for (int pin = 0; pin < PINS; pin++) {
                entries[slot * PINS + pin] = pack(integer((long) slot << 16 | ALL_FUNCTIONS), integer(pin),
                        path("\\_SB.PCI0.ISA." + LINKS[slot - 1 + pin & PINS - 1]), integer(0));
            }
        }
        return pack(entries);
    }

    private static Term isaBridge(List<Term> board) {
        List<Term> terms = new ArrayList<>(List.of(name("_ADR", integer(0x0001_0000)),
                Term.pciConfigRegion("PRQS", ROUTE_REGISTERS, LINKS.length),
                Term.byteFields("PRQS", ROUTES)));
        for (int link = 0; link < LINKS.length; link++) {
            terms.add(link(link));
        }
        terms.addAll(board);
        return device("ISA", terms.toArray(Term[]::new));
    }

    /** An interrupt link (ACPI §6.2.13): one of the routing registers. */
    private static Term link(int link) {
        Term route = path(ROUTES[link]);
        return device(LINKS[link], name("_HID", Term.eisaId("PNP0C0F")), name("_UID", integer(link)),
                name("_PRS", new Resources().interrupts(IRQS).toTerm()),
                method("_STA", 0, when(and(route, integer(ROUTE_DISABLED)), returns(integer(PRESENT_BUT_DISABLED))),
                        otherwise(returns(integer(PRESENT_AND_DECODING)))),
                method("_DIS", 0, or(route, integer(ROUTE_DISABLED), route)),
                name("CURR", new Resources().interrupts(0).toTerm()),
                createDwordField(path("CURR"), INTERRUPT_NUMBER_AT, "CURN"),
                method("_CRS", 0, and(route, integer(ROUTE_IRQ), path("CURN")), returns(path("CURR"))),
                method("_SRS", 1, createDwordField(argument(0), INTERRUPT_NUMBER_AT, "NEWN"),
                        store(path("NEWN"), route)));
    }
}
