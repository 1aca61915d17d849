package org.backplane.bus.core.internal.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.declare.Widths;
import org.backplane.bus.snapshot.SlabSnapshot;

/** A slab: a run of pages of the arena. Once it is detached it reads all ones and takes nothing. */
public final class ArenaSlab implements Slab {
    private static final int DETACHED = -1;
    private static final byte[] ZEROES = new byte[PAGE_BYTES];

    private final Arena arena;
    private final int lengthBytes;
    private int base;

    ArenaSlab(Arena arena, int base, int lengthBytes) {
        this.arena = arena;
        this.base = base;
        this.lengthBytes = lengthBytes;
    }

    /** Gives the pages back to the arena. */
    public void detach() {
        if (attached()) {
            arena.release(base, lengthBytes);
            base = DETACHED;
        }
    }

    /**
     * Gives the pages to a new slab, which counts as written all over; this one is detached.
     *
     * @return a slab of the same bytes
     */
    public ArenaSlab handOver() {
        ArenaSlab next = new ArenaSlab(arena, base, lengthBytes);
        if (attached()) {
            arena.forgetClean(base, lengthBytes);
        }
        base = DETACHED;
        return next;
    }

    /**
     * Copies the pages that are not all zeroes.
     *
     * @param name what the slot calls it
     */
    public SlabSnapshot snapshot(String name) {
        List<SlabSnapshot.Page> pages = new ArrayList<>();
        byte[] bytes = arena.bytes();
        for (int at = base; attached() && at < base + lengthBytes; at += PAGE_BYTES) {
            if (!Arrays.equals(bytes, at, at + PAGE_BYTES, ZEROES, 0, PAGE_BYTES)) {
                pages.add(new SlabSnapshot.Page((at - base) / PAGE_BYTES, Arrays.copyOfRange(bytes, at, at + PAGE_BYTES)));
            }
        }
        return new SlabSnapshot(name, lengthBytes, pages);
    }

    /** Whether a slab of so many bytes would have the length of this one. */
    public boolean holds(long bytes) {
        return bytes > 0 && bytes <= lengthBytes && lengthBytes - bytes < PAGE_BYTES;
    }

    boolean attached() {
        return base != DETACHED;
    }

    /** The index of the first byte in the arena. */
    int base() {
        return base;
    }

    Arena arena() {
        return arena;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public long read(long offset, int width) {
        Objects.checkFromIndexSize(offset, width, lengthBytes);
        return attached() ? arena.read(base + (int) offset, width) : Widths.ones(width);
    }

    @Override
    public void write(long offset, int width, long value) {
        Objects.checkFromIndexSize(offset, width, lengthBytes);
        if (attached()) {
            arena.write(base + (int) offset, width, value);
        }
    }

    @Override
    public void get(long offset, byte[] into, int index, int length) {
        Objects.checkFromIndexSize(offset, length, lengthBytes);
        Objects.checkFromIndexSize(index, length, into.length);
        if (attached()) {
            arena.get(base + (int) offset, into, index, length);
        } else {
            Arrays.fill(into, index, index + length, (byte) 0xff);
        }
    }

    @Override
    public void put(long offset, byte[] from, int index, int length) {
        Objects.checkFromIndexSize(offset, length, lengthBytes);
        Objects.checkFromIndexSize(index, length, from.length);
        if (attached()) {
            arena.put(base + (int) offset, from, index, length);
        }
    }

    @Override
    public RangeHandler window(long offset, long windowBytes, boolean writable) {
        Objects.checkFromIndexSize(offset, windowBytes, lengthBytes);
        return new SlabWindow(this, (int) offset, (int) windowBytes, writable);
    }

    @Override
    public BitSet takeDirtyPages() {
        BitSet dirty = new BitSet(lengthBytes / PAGE_BYTES);
        for (int page = 0; attached() && page < lengthBytes / PAGE_BYTES; page++) {
            if (!arena.isClean(base / PAGE_BYTES + page)) {
                dirty.set(page);
            }
        }
        for (int page = dirty.nextSetBit(0); page >= 0;) {
            int end = dirty.nextClearBit(page);
            arena.clean(base / PAGE_BYTES + page, end - page);
            page = dirty.nextSetBit(end);
        }
        return dirty;
    }
}
