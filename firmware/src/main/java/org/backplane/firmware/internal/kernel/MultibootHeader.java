package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.get32;

import java.util.OptionalInt;

/**
 * The Multiboot header of an OS image (Multiboot 0.6.96 §3.1.1 "The layout of Multiboot header").
 *
 * @param offset offset of the header in the image
 * @param image  the image; fields are read where they stand
 */
record MultibootHeader(int offset, byte[] image) {
    static final long MAGIC = 0x1BAD_B002L;

    /** The header lies wholly within this many bytes at the beginning of the image, at a multiple of 4. */
    private static final int SEARCH_BYTES = 8192;

    /** What is wrong with a file that has no header. */
    static final String ABSENT = "no Multiboot header (magic number 1BADB002 with its checksum) in the first "
            + SEARCH_BYTES + " bytes";

    /** The fields of §3.1.1 by their names there, with their offsets. */
    private enum Field {
        MAGIC(0), FLAGS(4), CHECKSUM(8), HEADER_ADDR(12), LOAD_ADDR(16), LOAD_END_ADDR(20), BSS_END_ADDR(24),
        ENTRY_ADDR(28);

        private static final int REQUIRED_BYTES = 12;
        private static final int WITH_ADDRESSES_BYTES = 32;

        private final int offset;

        Field(int offset) {
            this.offset = offset;
        }
    }

    // §3.1.2; bits 0 to 15 are requirements, and a loader that cannot meet one has to refuse.
    private static final long FLAG_PAGE_ALIGN = 1;
    private static final long FLAG_MEMORY_INFORMATION = 1 << 1;
    private static final long FLAG_VIDEO = 1 << 2;
    private static final long FLAG_ADDRESSES = 1 << 16;
    private static final long REQUIREMENTS = 0xFFFF;

    /**
     * Finds the header.
     *
     * @return the offset of the first magic number whose checksum is right
     */
    static OptionalInt find(byte[] image) {
        int end = Math.min(image.length, SEARCH_BYTES) - Field.REQUIRED_BYTES;
        for (int offset = 0; offset <= end; offset += 4) {
            if (get32(image, offset) == MAGIC && checksumIsRight(image, offset)) {
                return OptionalInt.of(offset);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean checksumIsRight(byte[] image, int offset) {
        long sum = 0;
        for (int field = 0; field < Field.REQUIRED_BYTES; field += 4) {
            sum += get32(image, offset + field);
        }
        return (sum & 0xFFFF_FFFFL) == 0;
    }

    /**
     * Reads the header.
     *
     * @throws BadImageException if there is none, or if it asks for what this loader does not have
     */
    static MultibootHeader of(byte[] image) {
        int offset = find(image).orElseThrow(() -> new BadImageException(ABSENT));
        MultibootHeader header = new MultibootHeader(offset, image);
        header.checkRequirements();
        return header;
    }

    private void checkRequirements() {
        long flags = get(Field.FLAGS);
        if ((flags & FLAG_VIDEO) != 0) {
            throw new BadImageException("it requires a video mode (flags bit 2), which this loader cannot set");
        }
        long unknown = flags & REQUIREMENTS & ~(FLAG_PAGE_ALIGN | FLAG_MEMORY_INFORMATION);
        if (unknown != 0) {
            throw new BadImageException(String.format("it has unknown requirements (flags %08X)", flags));
        }
        if (hasAddresses() && offset + Field.WITH_ADDRESSES_BYTES > Math.min(image.length, SEARCH_BYTES)) {
            throw new BadImageException("the address fields of its header do not lie in its first "
                    + SEARCH_BYTES + " bytes");
        }
    }

    /** Whether the address fields say what to load (flags bit 16), rather than the headers of an executable format. */
    boolean hasAddresses() {
        return (get(Field.FLAGS) & FLAG_ADDRESSES) != 0;
    }

    long headerAddress() {
        return get(Field.HEADER_ADDR);
    }

    long loadAddress() {
        return get(Field.LOAD_ADDR);
    }

    long loadEndAddress() {
        return get(Field.LOAD_END_ADDR);
    }

    long bssEndAddress() {
        return get(Field.BSS_END_ADDR);
    }

    long entryAddress() {
        return get(Field.ENTRY_ADDR);
    }

    private long get(Field field) {
        return get32(image, offset + field.offset);
    }
}
