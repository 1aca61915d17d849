package org.backplane.device.fwcfg.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.backplane.bus.MemoryType;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;

/** Where the machine has RAM: what answers in the memory space, can be written and wants to be cached. */
final class MemoryMap {
    private static final long FOUR_GIB = 1L << 32;
    private static final int E820_RAM = 1;

    private final List<Region> regions;

    /**
     * A piece of RAM.
     *
     * @param first physical address of its first byte
     * @param end   physical address behind its last byte
     */
    record Region(long first, long end) {
        long bytes() {
            return end - first;
        }
    }

    private MemoryMap(List<Region> regions) {
        this.regions = regions;
    }

    /** Reads the map off the machine; neighbouring ranges become one region. */
    static MemoryMap of(List<SlotDTO> slots) {
        List<Region> merged = new ArrayList<>();
        slots.stream().flatMap(slot -> Arrays.stream(slot.ranges)).filter(MemoryMap::isRam)
                .map(range -> new Region(range.first, range.last + 1))
                .sorted(Comparator.comparingLong(Region::first)).forEach(region -> merge(merged, region));
        return new MemoryMap(List.copyOf(merged));
    }

    private static boolean isRam(RangeDTO range) {
        return range.live && range.space.equals("memory") && range.access.equals("rw")
                && range.type.equals(MemoryType.WB.name());
    }

    private static void merge(List<Region> merged, Region region) {
        int last = merged.size() - 1;
        if (last >= 0 && merged.get(last).end() >= region.first()) {
            Region before = merged.get(last);
            merged.set(last, new Region(before.first(), Math.max(before.end(), region.end())));
        } else {
            merged.add(region);
        }
    }

    List<Region> regions() {
        return regions;
    }

    long bytes() {
        return regions.stream().mapToLong(Region::bytes).sum();
    }

    /** The end of RAM below 4 GiB. */
    long endBelow4G() {
        return regions.stream().filter(region -> region.first() < FOUR_GIB)
                .mapToLong(region -> Math.min(region.end(), FOUR_GIB)).max().orElse(0);
    }

    /** The end of RAM above 4 GiB; 4 GiB if there is none. */
    long endAbove4G() {
        return regions.stream().mapToLong(Region::end).filter(end -> end > FOUR_GIB).max().orElse(FOUR_GIB);
    }

    /** The file {@code etc/e820}: base, length and type of each region (ACPI §15, "Address Range Descriptor"). */
    byte[] e820() {
        Blob table = new Blob();
        regions.forEach(region -> table.u64(region.first()).u64(region.bytes()).u32(E820_RAM));
        return table.toBytes();
    }
}
