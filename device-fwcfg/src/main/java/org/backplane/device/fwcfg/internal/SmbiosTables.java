package org.backplane.device.fwcfg.internal;

import java.util.UUID;

/**
 * The SMBIOS tables that describe this machine, version 2.8 (SMBIOS §5.2.1, §7). Firmware moves them to their place and
 * fills in their address and the checksums.
 */
final class SmbiosTables {
    private static final int MAJOR = 2;
    private static final int MINOR = 8;
    private static final int ANCHOR_BYTES = 0x1f;
    private static final int INTERMEDIATE_AT = 0x10;
    private static final String MAKER = "Backplane";
    private static final String VERSION = "0.1";

    private static final int MEMORY_ARRAY_HANDLE = 0x1000;
    private static final int NOT_PROVIDED = 0xfffe;
    private static final int NO_HANDLE = 0xffff;
    private static final int UNKNOWN_WIDTH = 0xffff;
    private static final int SIZE_IN_EXTENDED = 0x7fff;
    private static final int SIZE_IN_KIB = 0x8000;
    private static final long CAPACITY_IN_EXTENDED = 0x8000_0000L;
    private static final long ADDRESS_IN_EXTENDED = 0xffff_ffffL;
    private static final int CHARACTERISTICS_NOT_SUPPORTED = 0x08;
    private static final int IS_VIRTUAL_MACHINE = 0x10;
    private static final long FOUR_GIB = 1L << 32;

    private final byte[] tables;
    private final int count;
    private final int longest;

    SmbiosTables(MemoryMap memory, int cpus, UUID uuid) {
        Structures all = new Structures();
        all.add(bios());
        all.add(system(uuid));
        all.add(chassis());
        for (int cpu = 0; cpu < cpus; cpu++) {
            all.add(processor(cpu));
        }
        if (memory.bytes() > 0) {
            all.add(memoryArray(memory.bytes()));
            all.add(memoryDevice(memory.bytes()));
            all.add(mappedAddress(0x1300, 0, memory.endBelow4G()));
            if (memory.endAbove4G() > FOUR_GIB) {
                all.add(mappedAddress(0x1301, FOUR_GIB, memory.endAbove4G()));
            }
        }
        all.add(new SmbiosStructure(32, 0x2000).u8(0, 0, 0, 0, 0, 0).u8(0));
        all.add(new SmbiosStructure(127, 0x7f00));
        tables = all.blob.toBytes();
        count = all.count;
        longest = all.longest;
    }

    byte[] tables() {
        return tables;
    }

    /** The entry point with address 0 (SMBIOS §5.2.1). */
    byte[] anchor() {
        byte[] anchor = new Blob().text("_SM_").u8(0).u8(ANCHOR_BYTES).u8(MAJOR).u8(MINOR).u16(longest).u8(0).zeroes(5)
                .text("_DMI_").u8(0).u16(tables.length).u32(0).u16(count).u8(MAJOR << 4 | MINOR).toBytes();
        anchor[0x15] = checksum(anchor, INTERMEDIATE_AT);
        anchor[0x04] = checksum(anchor, 0);
        return anchor;
    }

    private static byte checksum(byte[] bytes, int from) {
        int sum = 0;
        for (int i = from; i < bytes.length; i++) {
            sum += bytes[i];
        }
        return (byte) -sum;
    }

    /** The first three fields of a UUID are little-endian since version 2.6 (SMBIOS §7.2.1). */
    static byte[] bytes(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        Blob blob = new Blob().u32(high >>> 32).u16((int) (high >> 16)).u16((int) high);
        long low = uuid.getLeastSignificantBits();
        return blob.bigEndian32(low >>> 32).bigEndian32(low).toBytes();
    }

    /** Type 0: the BIOS at E8000h, of unknown features, in a virtual machine. */
    private static SmbiosStructure bios() {
        return new SmbiosStructure(0, 0).string(MAKER).string(VERSION).u16(0xe800).string("11/01/2026").u8(0)
                .u64(CHARACTERISTICS_NOT_SUPPORTED).u8(0, IS_VIRTUAL_MACHINE).u8(0, 1).u8(0xff, 0xff);
    }

    /** Type 1: started by the power switch. */
    private static SmbiosStructure system(UUID uuid) {
        return new SmbiosStructure(1, 0x100).string(MAKER).string("Backplane PC").string(VERSION).u8(0)
                .bytes(bytes(uuid)).u8(6).u8(0, 0);
    }

    /** Type 3: a case of another kind, everything safe. */
    private static SmbiosStructure chassis() {
        return new SmbiosStructure(3, 0x300).string(MAKER).u8(1).string(VERSION).u8(0, 0).u8(3, 3, 3).u8(2)
                .u32(0).u8(0, 0, 0, 0).u8(0);
    }

    /** Type 4: a populated socket with a central processor of another family, enabled. */
    private static SmbiosStructure processor(int cpu) {
        return new SmbiosStructure(4, 0x400 + cpu).string("CPU " + cpu).u8(3, 1).string(MAKER).u64(0).string("IA-32")
                .u8(0).u16(0, 0, 0).u8(0x41, 1).u16(NO_HANDLE, NO_HANDLE, NO_HANDLE).u8(0, 0, 0).u8(1, 1, 1)
                .u16(0x0002).u16(1);
    }

    /** Type 16: system memory on the board, without error correction, one device. */
    private static SmbiosStructure memoryArray(long bytes) {
        long kib = bytes >> 10;
        boolean extended = kib >= CAPACITY_IN_EXTENDED;
        return new SmbiosStructure(16, MEMORY_ARRAY_HANDLE).u8(3, 3, 3).u32(extended ? CAPACITY_IN_EXTENDED : kib)
                .u16(NOT_PROVIDED, 1).u64(extended ? bytes : 0);
    }

    /** Type 17: one module with all of it. */
    private static SmbiosStructure memoryDevice(long bytes) {
        long mib = bytes + (1 << 20) - 1 >> 20;
        boolean whole = (bytes & (1 << 20) - 1) == 0 || mib >= 32;
        int size = !whole ? SIZE_IN_KIB | (int) (bytes >> 10) : (int) Math.min(mib, SIZE_IN_EXTENDED);
        return new SmbiosStructure(17, 0x1100).u16(MEMORY_ARRAY_HANDLE, NOT_PROVIDED, UNKNOWN_WIDTH, UNKNOWN_WIDTH, size)
                .u8(9, 0).string("DIMM 0").u8(0).u8(7).u16(2, 0).string(MAKER).u8(0, 0, 0).u8(0)
                .u32(size == SIZE_IN_EXTENDED ? mib : 0).u16(0);
    }

    /** Type 19: where the array answers. */
    private static SmbiosStructure mappedAddress(int handle, long first, long end) {
        boolean extended = (end >> 10) > ADDRESS_IN_EXTENDED;
        return new SmbiosStructure(19, handle).u32(extended ? ADDRESS_IN_EXTENDED : first >> 10)
                .u32(extended ? ADDRESS_IN_EXTENDED : (end >> 10) - 1).u16(MEMORY_ARRAY_HANDLE).u8(1)
                .u64(extended ? first : 0).u64(extended ? end - 1 : 0);
    }

    /** The table as it grows. */
    private static final class Structures {
        private final Blob blob = new Blob();
        private int count;
        private int longest;

        void add(SmbiosStructure structure) {
            byte[] bytes = structure.toBytes();
            blob.add(bytes);
            count++;
            longest = Math.max(longest, bytes.length);
        }
    }
}
