package org.backplane.bus.testkit;

import java.util.BitSet;
import java.util.Objects;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;

/** A slab in an array of its own; it can hold up to 1 GiB. */
public final class FakeSlab implements Slab {
    private final MachineThread machine;
    private final byte[] bytes;
    private BitSet dirty;

    private FakeSlab(MachineThread machine, int lengthBytes) {
        this.machine = machine;
        this.bytes = new byte[lengthBytes];
    }

    static FakeSlab allocate(MachineThread machine, long lengthBytes, long bytesLeft) {
        if (lengthBytes <= 0) {
            throw new IllegalArgumentException("a slab of " + lengthBytes + " bytes");
        }
        long rounded = Math.addExact(lengthBytes, PAGE_BYTES - 1L) / PAGE_BYTES * PAGE_BYTES;
        if (rounded > Math.min(bytesLeft, 1L << 30)) {
            throw new IllegalArgumentException("no room for " + rounded + " bytes of slab, " + bytesLeft + " are left");
        }
        return new FakeSlab(machine, (int) rounded);
    }

    @Override
    public long lengthBytes() {
        return bytes.length;
    }

    @Override
    public long read(long offset, int width) {
        Objects.checkFromIndexSize(offset, width, lengthBytes());
        long value = 0;
        for (int i = width - 1; machine.check() && i >= 0; i--) {
            value = value << 8 | bytes[(int) offset + i] & 0xff;
        }
        return value;
    }

    @Override
    public void write(long offset, int width, long value) {
        Objects.checkFromIndexSize(offset, width, lengthBytes());
        for (int i = 0; machine.check() && i < width; i++) {
            bytes[(int) offset + i] = (byte) (value >>> 8 * i);
        }
        written(offset, width);
    }

    @Override
    public void get(long offset, byte[] into, int index, int length) {
        Objects.checkFromIndexSize(offset, length, lengthBytes());
        if (machine.check()) {
            System.arraycopy(bytes, (int) offset, into, index, length);
        }
    }

    @Override
    public void put(long offset, byte[] from, int index, int length) {
        Objects.checkFromIndexSize(offset, length, lengthBytes());
        if (machine.check()) {
            System.arraycopy(from, index, bytes, (int) offset, length);
            written(offset, length);
        }
    }

    @Override
    public RangeHandler window(long offset, long lengthBytes, boolean writable) {
        Objects.checkFromIndexSize(offset, lengthBytes, lengthBytes());
        return new FakeWindow(this, offset, lengthBytes, writable);
    }

    @Override
    public BitSet takeDirtyPages() {
        BitSet taken = dirty;
        if (taken == null) {
            taken = new BitSet();
            taken.set(0, bytes.length / PAGE_BYTES);
        }
        dirty = new BitSet();
        return taken;
    }

    private void written(long offset, int length) {
        if (dirty != null && length > 0) {
            dirty.set((int) (offset / PAGE_BYTES), (int) ((offset + length - 1) / PAGE_BYTES) + 1);
        }
    }
}
