package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.put32;

import java.util.Arrays;

/** Kernel images, made by hand. */
final class Images {
    static final int PAGE_ALIGN_AND_MEMORY = 3;
    static final int HEADER = 0x200;
    static final int CODE = 0x1000;
    static final int BYTES = 0x3000;

    private Images() {
    }

    /** Puts a Multiboot header with a right checksum somewhere. */
    static void header(byte[] image, int offset, long flags) {
        put32(image, offset, MultibootHeader.MAGIC);
        put32(image, offset + 4, flags);
        put32(image, offset + 8, -(MultibootHeader.MAGIC + flags));
    }

    /**
     * An ELF file of 3000h bytes with a Multiboot header at 200h and two segments: 1000h bytes at file offset 1000h
     * with 800h bytes of zeroes behind them for address 100000h, and 1000h bytes at file offset 2000h for address
     * 200000h. Byte n of the segments is n mod 251.
     */
    static byte[] elf() {
        byte[] image = new byte[BYTES];
        for (int i = CODE; i < BYTES; i++) {
            image[i] = (byte) (i % 251);
        }
        byte[] identification = {0x7F, 'E', 'L', 'F', 1, 1, 1};
        System.arraycopy(identification, 0, image, 0, identification.length);
        image[16] = 2;  // e_type: executable
        image[18] = 3;  // e_machine: 80386
        put32(image, 24, 0x100010);  // e_entry
        put32(image, 28, 52);  // e_phoff
        image[42] = 32;  // e_phentsize
        image[44] = 2;  // e_phnum
        programHeader(image, 0, 0x1000, 0x100000, 0x100000, 0x1000, 0x1800);
        programHeader(image, 1, 0x2000, 0x200000, 0x200000, 0x1000, 0x1000);
        header(image, HEADER, PAGE_ALIGN_AND_MEMORY);
        return image;
    }

    static void programHeader(byte[] image, int index, long offset, long linear, long physical, long fileBytes,
            long memoryBytes) {
        int at = 52 + 32 * index;
        put32(image, at, 1);
        put32(image, at + 4, offset);
        put32(image, at + 8, linear);
        put32(image, at + 12, physical);
        put32(image, at + 16, fileBytes);
        put32(image, at + 20, memoryBytes);
    }

    /** A file of 1000h bytes without executable format: header at 40h, address fields that load 20h... to 400000h. */
    static byte[] withAddresses(long loadEnd, long bssEnd, long entry) {
        byte[] image = new byte[0x1000];
        Arrays.fill(image, (byte) 0x90);
        header(image, 0x40, 1 << 16 | PAGE_ALIGN_AND_MEMORY);
        put32(image, 0x4C, 0x400020);  // header_addr
        put32(image, 0x50, 0x400000);  // load_addr
        put32(image, 0x54, loadEnd);
        put32(image, 0x58, bssEnd);
        put32(image, 0x5C, entry);
        return image;
    }
}
