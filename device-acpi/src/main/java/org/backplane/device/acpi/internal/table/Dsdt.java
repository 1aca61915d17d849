package org.backplane.device.acpi.internal.table;

import static org.backplane.device.acpi.internal.aml.Term.device;
import static org.backplane.device.acpi.internal.aml.Term.integer;
import static org.backplane.device.acpi.internal.aml.Term.name;
import static org.backplane.device.acpi.internal.aml.Term.pack;

import java.util.ArrayList;
import java.util.List;
import org.backplane.device.acpi.internal.aml.Blob;
import org.backplane.device.acpi.internal.aml.Resources;
import org.backplane.device.acpi.internal.aml.Term;

/** The differentiated system description table (ACPI §5.2.11.1): what is on the board, and how to switch it off. */
final class Dsdt {
    private static final int PM_BYTES = 0x40;
    private static final int GPE0_BYTES = 4;
    private static final int APM_BYTES = 2;
    private static final int CONFIG_ADDRESS = 0xcf8;

    private Dsdt() {
    }

    static byte[] aml(MachineView machine, PowerBlocks blocks) {
        List<Term> board = new ArrayList<>();
        for (BoardDevice candidate : BoardDevice.values()) {
            if (candidate.present(machine)) {
                board.add(candidate.object(machine));
            }
        }
        board.add(powerManagement(blocks));
        Blob table = new Blob();
        if (machine.hasPort(CONFIG_ADDRESS)) {
            List<Term> slots = blocks.slots().map(PciSlotObjects::of).orElse(List.of());
            table.add(Term.scope("\\_SB", PciRoot.object(machine, board, slots)).bytes());
            blocks.slots().ifPresent(controller -> table.add(PciSlotObjects.eventHandler(controller).bytes()));
        } else {
            table.add(Term.scope("\\_SB", board.toArray(Term[]::new)).bytes());
        }
        // Soft off: sleep type 0 in both control blocks (82371AB §7.2 "PMCNTRL").
        return table.add(name("\\_S5", pack(integer(0), integer(0), integer(0), integer(0))).bytes()).toBytes();
    }

    /** The ports of the power management function, so that nobody else is put there. */
    private static Term powerManagement(PowerBlocks blocks) {
        return device("PWRM", name("_HID", Term.eisaId("PNP0C02")), name("_UID", integer(1)),
                name("_CRS", new Resources().ports(blocks.base(), PM_BYTES).ports(blocks.gpe0(), GPE0_BYTES)
                        .ports(blocks.apm(), APM_BYTES).toTerm()));
    }
}
