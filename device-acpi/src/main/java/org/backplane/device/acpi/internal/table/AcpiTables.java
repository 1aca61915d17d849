package org.backplane.device.acpi.internal.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.backplane.device.acpi.internal.aml.Blob;

/** The ACPI tables of a machine, as files for firmware: tables, RSDP, and the script that puts them into memory. */
public final class AcpiTables {
    private static final String RSDP = "etc/acpi/rsdp";
    private static final int FACS_BYTES = 64;
    private static final int DSDT_REVISION = 2;
    private static final int RSDT_REVISION = 1;
    private static final int RSDP_REVISION = 2;
    private static final int RSDP_BYTES = 36;
    private static final int RSDP_OLD_BYTES = 20;
    private static final int RSDP_CHECKSUM_AT = 8;
    private static final int RSDP_RSDT_AT = 16;
    private static final int RSDP_XSDT_AT = 24;
    private static final int RSDP_EXTENDED_CHECKSUM_AT = 32;

    private final LoaderScript script = new LoaderScript();
    private final TableFile tables = new TableFile(script);
    private final MachineView machine;
    private final PowerBlocks blocks;

    private AcpiTables(MachineView machine, PowerBlocks blocks) {
        this.machine = machine;
        this.blocks = blocks;
    }

    /** Makes the files that describe a machine, by name. */
    public static Map<String, byte[]> files(MachineView machine, PowerBlocks blocks) {
        return new AcpiTables(machine, blocks).files();
    }

    private Map<String, byte[]> files() {
        script.allocate(RSDP, 16, true).allocate(TableFile.NAME, FACS_BYTES, false);
        int facs = tables.addRaw(facs());
        int dsdt = tables.add("DSDT", DSDT_REVISION, Dsdt.aml(machine, blocks));
        tables.finish(dsdt);
        List<Integer> listed = new ArrayList<>(List.of(fadt(facs, dsdt)));
        Optional<byte[]> apics = Madt.body(machine);
        if (apics.isPresent()) {
            int madt = tables.add("APIC", Madt.REVISION, apics.get());
            tables.finish(madt);
            listed.add(madt);
        }
        byte[] rsdp = rsdp(root("RSDT", 4, listed), root("XSDT", 8, listed));
        return Map.of(TableFile.NAME, tables.toBytes(), RSDP, rsdp, "etc/table-loader", script.toBytes());
    }

    /** The firmware ACPI control structure (ACPI §5.2.10), which has no checksum. */
    private static byte[] facs() {
        return new Blob().text("FACS").u32(FACS_BYTES).u32(0).u32(0).u32(0).u32(0).u64(0).u8(1).zeroes(31).toBytes();
    }

    private int fadt(int facs, int dsdt) {
        int fadt = tables.add("FACP", Fadt.REVISION, Fadt.body(machine, blocks));
        tables.point(fadt + Fadt.FIRMWARE_CTRL_AT, 4, facs);
        tables.point(fadt + Fadt.DSDT_AT, 4, dsdt);
        tables.point(fadt + Fadt.X_DSDT_AT, 8, dsdt);
        tables.finish(fadt);
        return fadt;
    }

    /** The root tables (ACPI §5.2.7, §5.2.8): addresses of 32 or 64 bits. */
    private int root(String signature, int pointerBytes, List<Integer> listed) {
        int table = tables.add(signature, RSDT_REVISION, new byte[pointerBytes * listed.size()]);
        for (int i = 0; i < listed.size(); i++) {
            tables.point(table + TableFile.HEADER_BYTES + pointerBytes * i, pointerBytes, listed.get(i));
        }
        tables.finish(table);
        return table;
    }

    /** The root system description pointer (ACPI §5.2.5.3). */
    private byte[] rsdp(int rsdt, int xsdt) {
        script.addPointer(RSDP, RSDP_RSDT_AT, 4, TableFile.NAME).addPointer(RSDP, RSDP_XSDT_AT, 8, TableFile.NAME)
                .addChecksum(RSDP, RSDP_CHECKSUM_AT, 0, RSDP_OLD_BYTES)
                .addChecksum(RSDP, RSDP_EXTENDED_CHECKSUM_AT, 0, RSDP_BYTES);
        return new Blob().text("RSD PTR ").u8(0).text(TableFile.OEM).u8(RSDP_REVISION).u32(rsdt).u32(RSDP_BYTES)
                .u64(xsdt).u8(0).zeroes(3).toBytes();
    }
}
