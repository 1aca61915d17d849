package org.backplane.firmware.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.backplane.firmware.FirmwareException;

/** Finds room in RAM beside what is placed already. */
final class RamAllocator {
    private final RamMap ram;
    private final List<Placement> placements = new ArrayList<>();

    RamAllocator(RamMap ram) {
        this.ram = ram;
    }

    /** Everything placed so far. */
    List<Placement> placements() {
        return placements;
    }

    /**
     * Takes a fixed place.
     *
     * @throws FirmwareException if there is no RAM
     */
    void place(Placement placement) {
        if (!ram.holds(placement.physical(), placement.end())) {
            throw new FirmwareException(String.format("%s does not fit into memory: it needs %08X-%08X, but RAM is %s",
                    placement.what(), placement.physical(), placement.end() - 1, ram));
        }
        placements.add(placement);
    }

    /**
     * Finds the lowest free place.
     *
     * @param from           where to begin
     * @param alignmentBytes what the address is a multiple of, a power of two
     * @return the address of the first byte
     * @throws FirmwareException if there is none
     */
    long find(String what, long from, long lengthBytes, long alignmentBytes) {
        long candidate = align(from, alignmentBytes);
        while (candidate + lengthBytes <= ram.upperEnd()) {
            long next = nextCandidate(candidate, lengthBytes);
            if (next == candidate) {
                return candidate;
            }
            candidate = align(next, alignmentBytes);
        }
        throw new FirmwareException(String.format(
                "%s does not fit into memory beside the kernel: it has %d bytes, RAM is %s", what, lengthBytes, ram));
    }

    /**
     * The candidate itself if it is free, otherwise the end of what is in the way: the hole below 1 MiB, or a
     * placement.
     */
    private long nextCandidate(long candidate, long lengthBytes) {
        if (!ram.holds(candidate, candidate + lengthBytes)) {
            return RamMap.UPPER_FIRST;
        }
        return placements.stream()
                .filter(taken -> candidate < taken.end() && taken.physical() < candidate + lengthBytes)
                .mapToLong(Placement::end).max().orElse(candidate);
    }

    private static long align(long address, long alignmentBytes) {
        return (address + alignmentBytes - 1) & -alignmentBytes;
    }
}
