package org.backplane.firmware.internal.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.backplane.bus.Slab;

/**
 * The boot ROM and the parameters that its code finds in its first bytes. The source of the code is
 * {@code src/main/asm/boot.asm}.
 */
final class BootRom {
    /** The ROM's length. */
    static final int BYTES = 0x1_0000;

    /** Offset of a 32-bit field: 1 once the kernel is in RAM, 0 before. */
    static final int STATUS = 0;

    /** Offset of a 32-bit field: physical address of the kernel's entry point. */
    static final int ENTRY = 4;

    /** Offset of a 32-bit field: what the kernel finds in EAX. */
    static final int EAX = 8;

    /** Offset of a 32-bit field: what the kernel finds in EBX. */
    static final int EBX = 12;

    /** Offset of a 32-bit field: what the kernel finds in ESI. */
    static final int ESI = 16;

    /** Offset of a 32-bit field: where the registers of the local APIC are, 0 without one. */
    static final int LOCAL_APIC = 20;

    /** Offset of a 32-bit field: where those of the I/O APIC are, 0 without one. */
    static final int IO_APIC = 24;

    /** Offset of a 32-bit field: the I/O APIC's ID. */
    static final int IO_APIC_ID = 28;

    /** Offset of a 32-bit field: the port of the power management block, 0 without ACPI tables. */
    static final int PM_PORT = 32;

    private static final int FIELD_BYTES = 4;
    private static final int IO_APIC_ID_SHIFT = 24;
    /** Without its signature a table is none. */
    private static final int MP_SIGNATURE_BYTES = 4;
    private static final int NOT_LOADED = 0;
    private static final int LOADED = 1;
    private static final String RESOURCE = "boot.rom";

    private final Slab slab;

    private BootRom(Slab slab) {
        this.slab = slab;
    }

    /** The ROM in a slab of zeroes. */
    static BootRom assembled(Slab slab) {
        slab.put(0, image(), 0, BYTES);
        return new BootRom(slab);
    }

    /** The ROM that is in the slab already, with what its parameters say. */
    static BootRom present(Slab slab) {
        return new BootRom(slab);
    }

    /** The ROM as it is assembled, with no kernel loaded. */
    static byte[] image() {
        try (InputStream in = BootRom.class.getResourceAsStream(RESOURCE)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle does not give its resource " + RESOURCE, e);
        }
    }

    /** Forgets the kernel. */
    void clear() {
        slab.write(STATUS, FIELD_BYTES, NOT_LOADED);
    }

    /** Tells the code where the kernel is. */
    void loaded(BootPlan plan) {
        slab.write(ENTRY, FIELD_BYTES, plan.entry());
        slab.write(EAX, FIELD_BYTES, plan.eax());
        slab.write(EBX, FIELD_BYTES, plan.ebx());
        slab.write(ESI, FIELD_BYTES, plan.esi());
        slab.write(STATUS, FIELD_BYTES, LOADED);
    }

    /** Tells the code, and the kernel by tables, which APICs the board has. */
    void board(BoardApics apics) {
        slab.write(LOCAL_APIC, FIELD_BYTES, apics.localAddress());
        slab.write(IO_APIC, FIELD_BYTES, apics.hasIoApic() ? BoardApics.IO_APIC : 0);
        slab.write(IO_APIC_ID, FIELD_BYTES, apics.hasIoApic() ? (long) apics.ioId() << IO_APIC_ID_SHIFT : 0);
        byte[] table = apics.hasLocalApic() ? MpTable.of(apics) : new byte[MP_SIGNATURE_BYTES];
        slab.put(MpTable.OFFSET, table, 0, table.length);
    }

    /** Gives the kernel the ACPI tables, and tells the code where they say that power management is. */
    void describe(AcpiRom tables) {
        byte[] bytes = tables.bytes();
        slab.put(AcpiRom.OFFSET, bytes, 0, bytes.length);
        slab.write(PM_PORT, FIELD_BYTES, tables.powerManagementPort());
    }

    long status() {
        return slab.read(STATUS, FIELD_BYTES);
    }
}
