package org.backplane.device.vga.internal;

import java.util.Arrays;
import java.util.BitSet;
import org.backplane.bus.Slab;

/**
 * The memory of the card. Seen by the VGA it is four maps whose bytes at one address lie side by side; seen through the
 * linear frame buffer, and in packed modes of the display interface, it is one array of bytes.
 */
final class VideoMemory {
    static final int BYTES = 16 << 20;
    /** What the four maps of a VGA have together. */
    static final int VGA_BYTES = 256 << 10;

    private final Slab slab;
    private final Revision revision;
    private final long[] pages;

    VideoMemory(Slab slab, Revision revision) {
        this.slab = slab;
        this.revision = revision;
        this.pages = new long[(int) (slab.lengthBytes() / Slab.PAGE_BYTES)];
    }

    /** The bytes of the four maps at an address, map 0 in the lowest byte. */
    int maps(int address) {
        return (int) slab.read((long) address << 2 & BYTES - 1, 4);
    }

    void maps(int address, int value) {
        slab.write((long) address << 2 & BYTES - 1, 4, value & 0xffff_ffffL);
    }

    int map(int map, int address) {
        return (int) slab.read(((long) address << 2 & BYTES - 1) + map, 1);
    }

    /** A part of the array; what lies past its end reads 0. */
    void get(long offset, byte[] into, int length) {
        int there = (int) Math.max(0, Math.min(length, BYTES - offset));
        if (there > 0) {
            slab.get(offset, into, 0, there);
        }
        Arrays.fill(into, there, length, (byte) 0);
    }

    long read(long offset, int width) {
        return offset + width <= BYTES ? slab.read(offset, width) : -1L;
    }

    void write(long offset, int width, long value) {
        if (offset + width <= BYTES) {
            slab.write(offset, width, value);
        }
    }

    void clear(long lengthBytes) {
        byte[] zeroes = new byte[Slab.PAGE_BYTES];
        long end = Math.min(lengthBytes, BYTES);
        for (long at = 0; at < end; at += zeroes.length) {
            slab.put(at, zeroes, 0, (int) Math.min(zeroes.length, end - at));
        }
    }

    /** Notes which pages have been written since the last call. */
    void collectChanges() {
        BitSet dirty = slab.takeDirtyPages();
        if (!dirty.isEmpty()) {
            long now = revision.next();
            dirty.stream().forEach(page -> pages[page] = now);
        }
    }

    /** Whether a part of the array has changed since a revision; parts that do not exist have not. */
    boolean changed(long first, long lengthBytes, long since) {
        long end = Math.min(first + lengthBytes, BYTES);
        for (long page = first / Slab.PAGE_BYTES; page * Slab.PAGE_BYTES < end; page++) {
            if (pages[(int) page] > since) {
                return true;
            }
        }
        return false;
    }
}
