package org.backplane.bus.testkit;

import org.backplane.bus.RangeHandler;

/** A part of a slab as the handler of a range; accesses past its end read all ones. */
record FakeWindow(FakeSlab slab, long first, long lengthBytes, boolean writable) implements RangeHandler {
    @Override
    public long read(long offset, int width) {
        return inside(offset, width) ? slab.read(first + offset, width) : -1L >>> 64 - 8 * width;
    }

    @Override
    public void write(long offset, int width, long value) {
        if (writable && inside(offset, width)) {
            slab.write(first + offset, width, value);
        }
    }

    @Override
    public long peek(long offset, int width) {
        return read(offset, width);
    }

    private boolean inside(long offset, int width) {
        return offset >= 0 && offset <= lengthBytes - width;
    }
}
