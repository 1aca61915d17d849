package org.backplane.device.acpi.internal.table;

import java.util.List;
import org.backplane.device.acpi.internal.aml.Resources;
import org.backplane.device.acpi.internal.aml.Term;

/** The devices of a PC's board that the DSDT lists when they are present (plug and play IDs: ACPI §5.6.7, PnP IDs). */
enum BoardDevice {
    PIC("PNP0000", 0, List.of(ports(0x20, 2), ports(0xa0, 2)), 2, -1),
    DMAC("PNP0200", 0, List.of(ports(0x00, 16), ports(0x80, 17), ports(0xc0, 32)), -1, 4),
    TMR("PNP0100", 0, List.of(ports(0x40, 4)), 0, -1),
    RTC("PNP0B00", 0, List.of(ports(0x70, 2)), 8, -1),
    SPKR("PNP0800", 0, List.of(ports(0x61, 1)), -1, -1),
    KBD("PNP0303", 0, List.of(ports(0x60, 1), ports(0x64, 1)), 1, -1),
    /** It shares the keyboard controller's ports, which belong to the keyboard. */
    MOU("PNP0F13", 0, List.of(), 12, -1),
    FDC("PNP0700", 0, List.of(ports(0x3f2, 4), ports(0x3f7, 1)), 6, 2),
    LPT1("PNP0400", 1, List.of(ports(0x378, 8)), 7, -1),
    LPT2("PNP0400", 2, List.of(ports(0x278, 8)), 5, -1),
    COM1("PNP0501", 1, List.of(ports(0x3f8, 8)), 4, -1),
    COM2("PNP0501", 2, List.of(ports(0x2f8, 8)), 3, -1),
    COM3("PNP0501", 3, List.of(ports(0x3e8, 8)), 4, -1),
    COM4("PNP0501", 4, List.of(ports(0x2e8, 8)), 3, -1),
    /** The firmware configuration interface, for an operating system's driver (QEMU fw_cfg "ACPI Interface"). */
    FWCF("QEMU0002", 0, List.of(ports(0x510, 12)), -1, -1);

    private static final int KEYBOARD_PORT = 0x60;
    private static final int PLUG_AND_PLAY_LETTERS = 7;

    private final String id;
    private final int uid;
    private final List<Ports> ports;
    private final int irq;
    private final int dma;

    BoardDevice(String id, int uid, List<Ports> ports, int irq, int dma) {
        this.id = id;
        this.uid = uid;
        this.ports = ports;
        this.irq = irq;
        this.dma = dma;
    }

    /** Ports that the device occupies. */
    record Ports(int base, int length) {
    }

    private static Ports ports(int base, int length) {
        return new Ports(base, length);
    }

    boolean present(MachineView machine) {
        return this == MOU ? machine.drives(KEYBOARD_PORT, irq) : machine.hasPort(ports.get(0).base());
    }

    /** The device's object: who it is and what it occupies; the interrupt only if the device drives it. */
    Term object(MachineView machine) {
        Resources resources = new Resources();
        ports.forEach(range -> resources.ports(range.base(), range.length()));
        int wired = ports.isEmpty() ? KEYBOARD_PORT : ports.get(0).base();
        if (irq >= 0 && (this == PIC || machine.drives(wired, irq))) {
            resources.irq(irq);
        }
        if (dma >= 0) {
            resources.dma(dma);
        }
        return Term.device(name(), Term.name("_HID", hardwareId()), Term.name("_UID", Term.integer(uid)),
                Term.name("_CRS", resources.toTerm()));
    }

    /** A plug and play ID is a number, an ACPI ID is a text (ACPI §6.1.5). */
    private Term hardwareId() {
        return id.length() == PLUG_AND_PLAY_LETTERS ? Term.eisaId(id) : Term.text(id);
    }
}
