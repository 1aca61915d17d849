package org.backplane.firmware.internal;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;

/** A slab in an array, filled with garbage so that nothing can rely on it being zero. */
public final class FakeSlab implements Slab {
    public final byte[] bytes;

    public FakeSlab(long lengthBytes) {
        bytes = new byte[(int) ((lengthBytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES)];
        Arrays.fill(bytes, (byte) 0xCC);
    }

    @Override
    public long lengthBytes() {
        return bytes.length;
    }

    @Override
    public long read(long offset, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | bytes[(int) offset + i] & 0xFF;
        }
        return value;
    }

    @Override
    public void write(long offset, int width, long value) {
        for (int i = 0; i < width; i++) {
            bytes[(int) offset + i] = (byte) (value >> 8 * i);
        }
    }

    @Override
    public void get(long offset, byte[] into, int index, int length) {
        System.arraycopy(bytes, (int) offset, into, index, length);
    }

    @Override
    public void put(long offset, byte[] from, int index, int length) {
        System.arraycopy(from, index, bytes, (int) offset, length);
    }

    @Override
    public RangeHandler window(long offset, long lengthBytes, boolean writable) {
        Objects.checkFromIndexSize(offset, lengthBytes, bytes.length);
        return new Window(this, offset, lengthBytes, writable);
    }

    @Override
    public BitSet takeDirtyPages() {
        throw new AssertionError("nothing here tracks dirty pages");
    }

    /** A window; its components show what was asked for. */
    public record Window(FakeSlab slab, long offset, long lengthBytes, boolean writable) implements RangeHandler {
        @Override
        public long read(long at, int width) {
            return slab.read(offset + at, width);
        }

        @Override
        public void write(long at, int width, long value) {
            if (writable) {
                slab.write(offset + at, width, value);
            }
        }
    }
}
