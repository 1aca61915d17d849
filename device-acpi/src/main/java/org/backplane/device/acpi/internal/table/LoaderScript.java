package org.backplane.device.acpi.internal.table;

import org.backplane.device.acpi.internal.aml.Blob;

/**
 * The script by which firmware puts tables into memory, {@code etc/table-loader} (QEMU table loader): entries of 128 bytes
 * that allocate files, add a file's address to a pointer in another, and make checksums.
 */
final class LoaderScript {
    private static final int ENTRY_BYTES = 128;
    private static final int NAME_BYTES = 56;
    private static final int ALLOCATE = 1;
    private static final int ADD_POINTER = 2;
    private static final int ADD_CHECKSUM = 3;
    private static final int ZONE_HIGH = 1;
    private static final int ZONE_FSEG = 2;

    private final Blob script = new Blob();

    /** Allocates memory for a file: below 1 MiB, where a guest looks for it, or anywhere. */
    LoaderScript allocate(String file, int alignment, boolean inFirmwareSegment) {
        return entry(name(new Blob().u32(ALLOCATE), file).u32(alignment).u8(inFirmwareSegment ? ZONE_FSEG : ZONE_HIGH));
    }

    /** Adds the address of a file to a number in another one. */
    LoaderScript addPointer(String in, int offset, int bytes, String to) {
        return entry(name(name(new Blob().u32(ADD_POINTER), in), to).u32(offset).u8(bytes));
    }

    /** Puts a byte so that a part of a file adds up to 0. */
    LoaderScript addChecksum(String file, int offset, int start, int length) {
        return entry(name(new Blob().u32(ADD_CHECKSUM), file).u32(offset).u32(start).u32(length));
    }

    byte[] toBytes() {
        return script.toBytes();
    }

    private LoaderScript entry(Blob entry) {
        script.add(entry.toBytes()).zeroes(ENTRY_BYTES - entry.length());
        return this;
    }

    private static Blob name(Blob blob, String name) {
        return blob.text(name).zeroes(NAME_BYTES - name.length());
    }
}
