package org.backplane.device.acpi.internal.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.backplane.device.acpi.internal.aml.Blob;

/** The file with all tables but the RSDP as it grows, and the script that goes with it. */
final class TableFile {
    static final String NAME = "etc/acpi/tables";
    static final int HEADER_BYTES = 36;
    static final String OEM = "BKPLNE";
    private static final String OEM_TABLE = "BACKPLNE";
    private static final String CREATOR = "BKPL";
    private static final int LENGTH_AT = 4;
    private static final int CHECKSUM_AT = 9;

    private final LoaderScript script;
    private byte[] bytes = new byte[0];

    TableFile(LoaderScript script) {
        this.script = script;
    }

    /** Appends bytes that are no table with a header; gives their offset. */
    int addRaw(byte... more) {
        int at = bytes.length;
        bytes = Arrays.copyOf(bytes, at + more.length);
        System.arraycopy(more, 0, bytes, at, more.length);
        return at;
    }

    /** Appends a table (ACPI §5.2.6); gives its offset. Pointers in it are to be set before {@link #finish}. */
    int add(String signature, int revision, byte... body) {
        return addRaw(new Blob().text(signature).u32(HEADER_BYTES + body.length).u8(revision).u8(0).text(OEM)
                .text(OEM_TABLE).u32(1).text(CREATOR).u32(1).add(body).toBytes());
    }

    /** Lets a number in a table become the address of another place in this file. */
    void point(int at, int width, int target) {
        littleEndian().putInt(at, target);
        script.addPointer(NAME, at, width, NAME);
    }

    /** Ends a table whose pointers are set: the script makes its checksum. */
    void finish(int table) {
        script.addChecksum(NAME, table + CHECKSUM_AT, table, littleEndian().getInt(table + LENGTH_AT));
    }

    byte[] toBytes() {
        return bytes.clone();
    }

    private ByteBuffer littleEndian() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
