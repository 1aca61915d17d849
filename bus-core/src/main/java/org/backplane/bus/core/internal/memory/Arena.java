package org.backplane.bus.core.internal.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.backplane.bus.Slab;
import org.backplane.bus.snapshot.SlabSnapshot;

/**
 * The storage of all slabs of a machine: one array, handed out in pages. Every write that does not come from the
 * processor's own direct access passes here, so that dirty pages are marked and decoded code is dropped.
 */
public final class Arena {
    private static final VarHandle SHORT = view(short[].class);
    private static final VarHandle INT = view(int[].class);
    private static final VarHandle LONG = view(long[].class);
    private static final long LARGEST_BYTES = Integer.MAX_VALUE & -Slab.PAGE_BYTES;
    private static final byte[] ZEROES = new byte[16 * Slab.PAGE_BYTES];

    private final byte[] bytes;
    private final PageAllocator allocator;
    private final ArenaWatch watch;
    /** Pages that were not written since their owner asked; always false in slabs whose owner never did. */
    private final boolean[] clean;
    /** No slab has had a byte from here on, so those are as the JVM made them: zero. */
    private int fresh;

    /** Makes an arena of whole pages; a length beyond what one array can have is cut. */
    public Arena(long lengthBytes, ArenaWatch watch) {
        int pages = pages(Math.min(lengthBytes, LARGEST_BYTES));
        this.bytes = new byte[pages * Slab.PAGE_BYTES];
        this.allocator = new PageAllocator(pages);
        this.watch = watch;
        this.clean = new boolean[pages];
    }

    /** The array itself. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Allocates a slab of zeroes.
     *
     * @throws IllegalArgumentException if the length is not positive or there is not enough room in one piece
     */
    public ArenaSlab allocate(String name, long lengthBytes) {
        if (lengthBytes <= 0) {
            throw new IllegalArgumentException("slab '" + name + "' cannot have " + lengthBytes + " bytes");
        }
        int page = lengthBytes > LARGEST_BYTES ? -1 : allocator.allocate(pages(lengthBytes));
        if (page < 0) {
            throw new IllegalArgumentException("slab '" + name + "' of " + lengthBytes + " bytes does not fit: "
                    + (long) allocator.longestRun() * Slab.PAGE_BYTES + " bytes are left in one piece of the machine's "
                    + bytes.length);
        }
        ArenaSlab slab = new ArenaSlab(this, page * Slab.PAGE_BYTES, pages(lengthBytes) * Slab.PAGE_BYTES);
        clear(slab.base(), slab.base() + (int) slab.lengthBytes());
        written(slab.base(), (int) slab.lengthBytes());
        return slab;
    }

    /** Copies zeroes: a loop over the bytes is slow when a machine starts, because nothing is compiled yet. */
    private void clear(int index, int end) {
        int used = Math.min(end, fresh);
        for (int i = index; i < used; i += ZEROES.length) {
            System.arraycopy(ZEROES, 0, bytes, i, Math.min(ZEROES.length, used - i));
        }
        fresh = Math.max(fresh, end);
    }

    /** Allocates a slab with what another one had. */
    public ArenaSlab restore(SlabSnapshot before) {
        ArenaSlab slab = allocate(before.name(), before.lengthBytes());
        before.pages().forEach(page ->
                slab.put((long) page.number() * Slab.PAGE_BYTES, page.bytes(), 0, Slab.PAGE_BYTES));
        return slab;
    }

    void release(int index, int lengthBytes) {
        forgetClean(index, lengthBytes);
        // What was decoded of these bytes is nobody's any more.
        watch.arenaWritten(index, lengthBytes);
        allocator.release(index / Slab.PAGE_BYTES, lengthBytes / Slab.PAGE_BYTES);
    }

    void forgetClean(int index, int lengthBytes) {
        Arrays.fill(clean, index / Slab.PAGE_BYTES, (index + lengthBytes) / Slab.PAGE_BYTES, false);
    }

    long read(int index, int width) {
        switch (width) {
            case 1: return bytes[index] & 0xffL;
            case 2: return (short) SHORT.get(bytes, index) & 0xffffL;
            case 4: return (int) INT.get(bytes, index) & 0xffff_ffffL;
            case 8: return (long) LONG.get(bytes, index);
            default: throw new AssertionError("width " + width);
        }
    }

    void write(int index, int width, long value) {
        switch (width) {
            case 1: bytes[index] = (byte) value; break;
            case 2: SHORT.set(bytes, index, (short) value); break;
            case 4: INT.set(bytes, index, (int) value); break;
            case 8: LONG.set(bytes, index, value); break;
            default: throw new AssertionError("width " + width);
        }
        written(index, width);
    }

    /** Copies bytes out. */
    public void get(int index, byte[] into, int offset, int lengthBytes) {
        System.arraycopy(bytes, index, into, offset, lengthBytes);
    }

    /** Copies bytes in. */
    public void put(int index, byte[] from, int offset, int lengthBytes) {
        if (lengthBytes > 0) {
            System.arraycopy(from, offset, bytes, index, lengthBytes);
            written(index, lengthBytes);
        }
    }

    boolean isClean(int page) {
        return clean[page];
    }

    /** The next write to each of these pages is to be noticed. */
    void clean(int first, int pages) {
        Arrays.fill(clean, first, first + pages, true);
        watch.writesMustReport(first * Slab.PAGE_BYTES, pages * Slab.PAGE_BYTES);
    }

    private void written(int index, int lengthBytes) {
        for (int page = index / Slab.PAGE_BYTES; page <= (index + lengthBytes - 1) / Slab.PAGE_BYTES; page++) {
            clean[page] = false;
        }
        watch.arenaWritten(index, lengthBytes);
    }

    private static int pages(long lengthBytes) {
        return (int) ((lengthBytes + Slab.PAGE_BYTES - 1) / Slab.PAGE_BYTES);
    }

    private static VarHandle view(Class<?> arrayType) {
        return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
    }
}
