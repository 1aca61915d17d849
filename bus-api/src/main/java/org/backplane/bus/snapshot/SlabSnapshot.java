package org.backplane.bus.snapshot;

import java.util.List;

/**
 * The memory behind a slab.
 *
 * @param name        its name in the slot
 * @param lengthBytes its length, a multiple of 4096
 * @param pages       the pages that are not all zeroes, in the order of their numbers
 */
public record SlabSnapshot(String name, long lengthBytes, List<Page> pages) {
    /** Takes a copy of the list; the bytes are not copied. */
    public SlabSnapshot {
        pages = List.copyOf(pages);
    }

    /**
     * A page.
     *
     * @param number its offset in the slab, divided by 4096
     * @param bytes  its 4096 bytes, which nobody changes
     */
    public record Page(int number, byte[] bytes) {
    }
}
