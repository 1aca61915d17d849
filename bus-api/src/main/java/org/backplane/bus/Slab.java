package org.backplane.bus;

import java.util.BitSet;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Memory without side effects that belongs to a card: RAM, ROM, video memory. Processors read and write a mapped slab
 * directly, without a call into the card. Offsets are bytes from the start of the slab. Machine thread only.
 */
@ProviderType
public interface Slab {
    /** The granularity of mapping and of dirty tracking, in bytes. */
    int PAGE_BYTES = 4096;

    /**
     * The length.
     *
     * @return bytes, a multiple of {@link #PAGE_BYTES}
     */
    long lengthBytes();

    /**
     * Reads a little-endian value.
     *
     * @param offset offset of its first byte; any alignment
     * @param width  1, 2, 4 or 8 bytes
     * @return the value, zero-extended
     * @throws IndexOutOfBoundsException if it does not lie in the slab
     */
    long read(long offset, int width);

    /**
     * Writes a little-endian value, as the card: the page becomes dirty and code decoded from it is dropped.
     *
     * @param offset offset of its first byte; any alignment
     * @param width  1, 2, 4 or 8 bytes
     * @param value  the value in the low {@code 8 * width} bits
     * @throws IndexOutOfBoundsException if it does not lie in the slab
     */
    void write(long offset, int width, long value);

    /**
     * Copies bytes out.
     *
     * @param offset offset of the first byte in the slab
     * @param into   takes the bytes
     * @param index  index of the first byte in {@code into}
     * @param length how many bytes
     * @throws IndexOutOfBoundsException if they do not lie in the slab or the array
     */
    void get(long offset, byte[] into, int index, int length);

    /**
     * Copies bytes in, as {@link #write} does.
     *
     * @param offset offset of the first byte in the slab
     * @param from   holds the bytes
     * @param index  index of the first byte in {@code from}
     * @param length how many bytes
     * @throws IndexOutOfBoundsException if they do not lie in the slab or the array
     */
    void put(long offset, byte[] from, int index, int length);

    /**
     * A handler that answers a range from a part of this slab. Pages that such a window covers whole are reached by
     * the processor without a call; the rest goes through the window's {@code read} and {@code write}.
     *
     * @param offset      offset of the window's first byte in the slab
     * @param lengthBytes the window's length; accesses past it read all ones
     * @param writable    whether the guest may write; a write to a window that is not writable has no effect
     * @return the handler to return from {@link Card#range}
     * @throws IndexOutOfBoundsException if the window does not lie in the slab
     */
    RangeHandler window(long offset, long lengthBytes, boolean writable);

    /**
     * Tells which pages were written, by whomever, since the last call, and forgets it. The first call switches the
     * tracking on and reports every page.
     *
     * @return the numbers of the pages ({@code offset / 4096}); the caller owns the set
     */
    BitSet takeDirtyPages();
}
