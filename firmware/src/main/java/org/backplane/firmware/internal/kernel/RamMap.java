package org.backplane.firmware.internal.kernel;

import java.util.List;
import org.backplane.firmware.FirmwareException;

/**
 * The RAM of a PC as the loader sees it: 640 KiB at 0, and what lies between 1 MiB and 3 GiB. Above that are devices; a
 * machine may have RAM beyond 4 GiB, which a Multiboot 1 kernel finds for itself.
 *
 * @param lowerEnd address behind the lower RAM
 * @param upperEnd address behind the upper RAM, which starts at 1 MiB; equal to it if there is none
 */
record RamMap(long lowerEnd, long upperEnd) {
    static final long UPPER_FIRST = 0x10_0000;
    private static final long LOWER_LIMIT = 0xA_0000;
    private static final long UPPER_LIMIT = 0xC000_0000L;
    private static final long SMALLEST = 0x1_0000;

    /** The boot ROM at its two places, and the loader's register below the upper one. */
    private static final List<Range> ROM = List.of(
            new Range(0xF_0000, 0x1_0000, Range.RESERVED), new Range(0xFFFE_F000L, 0x1_1000, Range.RESERVED));

    /**
     * A range of the memory map (Multiboot 0.6.96 §3.3, {@code mmap_*}).
     *
     * @param first       first address
     * @param lengthBytes its length
     * @param type        1 for RAM, any other value for what is not to be used
     */
    record Range(long first, long lengthBytes, int type) {
        static final int AVAILABLE = 1;
        static final int RESERVED = 2;
    }

    /**
     * Derives the map from the amount of RAM that is installed from address 0 on.
     *
     * @throws FirmwareException if it is less than 64 KiB
     */
    static RamMap of(long bytes) {
        if (bytes < SMALLEST) {
            throw new FirmwareException("a machine with " + bytes + " bytes of memory cannot boot a kernel");
        }
        return new RamMap(Math.min(bytes, LOWER_LIMIT), Math.max(UPPER_FIRST, Math.min(bytes, UPPER_LIMIT)));
    }

    boolean holds(long first, long end) {
        return end <= lowerEnd || first >= UPPER_FIRST && end <= upperEnd;
    }

    /** The ranges in ascending order. */
    List<Range> ranges() {
        Range lower = new Range(0, lowerEnd, Range.AVAILABLE);
        if (upperEnd == UPPER_FIRST) {
            return List.of(lower, ROM.get(0), ROM.get(1));
        }
        return List.of(lower, ROM.get(0), new Range(UPPER_FIRST, upperEnd - UPPER_FIRST, Range.AVAILABLE), ROM.get(1));
    }

    @Override
    public String toString() {
        String lower = String.format("00000000-%08X", lowerEnd - 1);
        return upperEnd == UPPER_FIRST ? lower : String.format("%s and %08X-%08X", lower, UPPER_FIRST, upperEnd - 1);
    }
}
