package org.backplane.device.acpi.internal.table;

import static org.backplane.device.acpi.internal.aml.Term.and;
import static org.backplane.device.acpi.internal.aml.Term.argument;
import static org.backplane.device.acpi.internal.aml.Term.call;
import static org.backplane.device.acpi.internal.aml.Term.device;
import static org.backplane.device.acpi.internal.aml.Term.dwordFields;
import static org.backplane.device.acpi.internal.aml.Term.integer;
import static org.backplane.device.acpi.internal.aml.Term.local;
import static org.backplane.device.acpi.internal.aml.Term.method;
import static org.backplane.device.acpi.internal.aml.Term.name;
import static org.backplane.device.acpi.internal.aml.Term.or;
import static org.backplane.device.acpi.internal.aml.Term.path;
import static org.backplane.device.acpi.internal.aml.Term.portRegion;
import static org.backplane.device.acpi.internal.aml.Term.scope;
import static org.backplane.device.acpi.internal.aml.Term.shiftLeft;
import static org.backplane.device.acpi.internal.aml.Term.store;
import static org.backplane.device.acpi.internal.aml.Term.when;

import java.util.ArrayList;
import java.util.List;
import org.backplane.device.acpi.internal.aml.Resources;
import org.backplane.device.acpi.internal.aml.Term;

/**
 * The slots of the root bus behind a hot-plug controller (ACPI §6.3), within the root bridge's object: a device with _SUN, _EJ0
 * and _OST for each device number that is not soldered to the board, and the handler of the controller's event (ACPI §5.6.4.1),
 * which reads the controller's registers and notifies the devices (ACPI §5.6.6 "Device Object Notifications").
 */
final class PciSlotObjects {
    private static final int PORTS = 0x20;
    /** Host bridge, ISA bridge and graphics. */
    private static final int FIRST = 3;
    private static final int BUS_CHECK = 0;
    private static final int DEVICE_CHECK = 1;
    private static final int EJECT_REQUEST = 3;
    private static final String[] REGISTERS = {"PCUP", "PCDN", "PCEJ", "PCRM", "PCBS", "PCAI", "PCGN", "PCST"};

    private PciSlotObjects() {
    }

    /** The objects of the controller and its slots. */
    static List<Term> of(PowerBlocks.HotPlug controller) {
        List<Term> terms = new ArrayList<>(List.of(reservation(controller),
                portRegion("PCHP", controller.port(), PORTS), dwordFields("PCHP", REGISTERS)));
        terms.add(method("SEJ", 1, store(integer(0), path("PCBS")),
                shiftLeft(integer(1), argument(0), path("PCEJ"))));
        terms.add(method("SOST", 3, status()));
        for (int slot = FIRST; slot < PciRoot.DEVICES; slot++) {
            terms.add(slot(slot));
        }
        terms.add(method("SNOT", 2, notifications()));
        terms.add(method("SEVT", 0, events()));
        return terms;
    }

    /** The event's method is called once for each edge (ACPI §5.6.4.1): its name ends with the number of the event. */
    static Term eventHandler(PowerBlocks.HotPlug controller) {
        return scope("\\_GPE", method(String.format("_E%02X", controller.event()), 0, call("\\_SB." + PciRoot.NAME + ".SEVT")));
    }

    /** The controller's ports, so that nobody else is put there. */
    private static Term reservation(PowerBlocks.HotPlug controller) {
        return device("PHPC", name("_HID", Term.eisaId("PNP0A06")), name("_UID", Term.integer(1)),
                name("_CRS", new Resources().ports(controller.port(), PORTS).toTerm()));
    }

    private static Term slot(int number) {
        return device(nameOf(number), name("_SUN", integer(number)), name("_ADR", integer((long) number << 16)),
                method("_EJ0", 1, call("SEJ", path("_SUN"))),
                method("_OST", 3, call("SOST", path("_SUN"), argument(0), argument(1))));
    }

    private static String nameOf(int slot) {
        return String.format("S%02X", slot);
    }

    /** Writes slot, event and status as the register wants them. */
    private static Term status() {
        return or(or(argument(0), shiftLeft(and(argument(1), integer(0xff)), integer(8))),
                shiftLeft(and(argument(2), integer(0xffff)), integer(16)), path("PCST"));
    }

    /** Notifies each slot whose bit is set. */
    private static Term[] notifications() {
        List<Term> terms = new ArrayList<>();
        for (int slot = FIRST; slot < PciRoot.DEVICES; slot++) {
            terms.add(when(and(argument(0), integer(1L << slot)), Term.notify(path(nameOf(slot)), argument(1))));
        }
        return terms.toArray(Term[]::new);
    }

    /** What was torn out cannot be told of on its own: the whole bus is looked at anew, before what has come since. */
    private static Term[] events() {
        return new Term[] {store(integer(0), path("PCBS")), store(path("PCGN"), local(0)),
            when(local(0), Term.notify(path("\\_SB." + PciRoot.NAME), integer(BUS_CHECK))),
            call("SNOT", path("PCUP"), integer(DEVICE_CHECK)), call("SNOT", path("PCDN"), integer(EJECT_REQUEST))};
    }
}
