package org.backplane.firmware.internal.kernel;

/**
 * A piece of a kernel: bytes of the file, and zeroes behind them.
 *
 * @param physical    physical address of its first byte
 * @param fileOffset  offset of its first byte in the file
 * @param fileBytes   how many bytes come from the file
 * @param memoryBytes its length in memory, at least 1 and at least {@code fileBytes}
 */
record Segment(long physical, int fileOffset, int fileBytes, long memoryBytes) {
    private static final long ADDRESS_LIMIT = 1L << 32;

    /**
     * Makes a segment from what a header says, all values unsigned.
     *
     * @throws BadImageException if the file does not have the bytes, or the memory does not lie below 4 GiB
     */
    static Segment of(long physical, long fileOffset, long fileBytes, long memoryBytes, int imageBytes) {
        if (fileBytes > memoryBytes) {
            throw new BadImageException(String.format(
                    "the segment at %08X has more bytes in the file (%X) than in memory (%X)",
                    physical, fileBytes, memoryBytes));
        }
        if (fileOffset < 0 || fileOffset + fileBytes > imageBytes) {
            throw new BadImageException(String.format("the segment at %08X lies outside the file", physical));
        }
        if (physical + memoryBytes > ADDRESS_LIMIT) {
            throw new BadImageException(String.format("the segment at %08X ends above 4 GiB", physical));
        }
        return new Segment(physical, (int) fileOffset, (int) fileBytes, memoryBytes);
    }

    /** The address behind the last byte. */
    long end() {
        return physical + memoryBytes;
    }

    boolean contains(long address) {
        return address >= physical && address < end();
    }

    boolean overlaps(Segment other) {
        return physical < other.end() && other.physical < end();
    }

    @Override
    public String toString() {
        return String.format("%08X-%08X", physical, end() - 1);
    }
}
