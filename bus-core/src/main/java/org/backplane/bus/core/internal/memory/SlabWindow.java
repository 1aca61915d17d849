package org.backplane.bus.core.internal.memory;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.core.internal.declare.Widths;

/**
 * A handler that answers from a part of a slab. The fabric knows it by its type and lets the processor reach its pages
 * directly.
 */
public final class SlabWindow implements RangeHandler {
    private final ArenaSlab slab;
    private final int start;
    private final int lengthBytes;
    private final boolean writable;

    SlabWindow(ArenaSlab slab, int start, int lengthBytes, boolean writable) {
        this.slab = slab;
        this.start = start;
        this.lengthBytes = lengthBytes;
        this.writable = writable;
    }

    @Override
    public long read(long offset, int width) {
        if (offset + width <= lengthBytes && slab.attached()) {
            return slab.arena().read(slab.base() + start + (int) offset, width);
        }
        long value = Widths.ones(width);
        for (int i = 0; slab.attached() && i < width && offset + i < lengthBytes; i++) {
            long present = slab.arena().read(slab.base() + start + (int) offset + i, 1);
            value &= ~(0xffL << (8 * i)) | (present << (8 * i));
        }
        return value;
    }

    @Override
    public void write(long offset, int width, long value) {
        if (!writable || !slab.attached()) {
            return;
        }
        if (offset + width <= lengthBytes) {
            slab.arena().write(slab.base() + start + (int) offset, width, value);
            return;
        }
        for (int i = 0; i < width && offset + i < lengthBytes; i++) {
            slab.arena().write(slab.base() + start + (int) offset + i, 1, value >>> (8 * i));
        }
    }

    @Override
    public long peek(long offset, int width) {
        return read(offset, width);
    }

    /** Arena index of a page that starts at an offset of this window, or -1 if it does not lie in it whole. */
    public int readIndex(long offset) {
        int index = slab.base() + start + (int) offset;
        boolean whole = offset >= 0 && offset + Slab.PAGE_BYTES <= lengthBytes;
        return slab.attached() && whole && index % Slab.PAGE_BYTES == 0 ? index : -1;
    }

    /**
     * Offset behind the last page that lies in this window whole.
     *
     * @param offset where one of its pages starts
     */
    public long wholePagesEnd(long offset) {
        return lengthBytes - (lengthBytes - offset) % Slab.PAGE_BYTES;
    }

    /** As {@link #readIndex}, if writes take effect. */
    public int storeIndex(long offset) {
        return writable ? readIndex(offset) : -1;
    }

    /** As {@link #storeIndex}, if writes need not be noticed either. */
    public int writeIndex(long offset) {
        int index = storeIndex(offset);
        return index >= 0 && !slab.arena().isClean(index / Slab.PAGE_BYTES) ? index : -1;
    }

    /** Whether some page is reached directly if the window answers a range of addresses. */
    public boolean hasWholePages(long first, long last) {
        long offset = -first & (Slab.PAGE_BYTES - 1);
        return first + offset + Slab.PAGE_BYTES - 1 <= last && readIndex(offset) >= 0;
    }
}
