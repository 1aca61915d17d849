package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One of the two address spaces of a machine, as a bus master sees it. Machine thread only.
 *
 * <p>An access of any width and alignment is allowed: the fabric cuts it into the accesses that the ranges accept. What
 * no range answers reads as all ones and takes writes without effect; both are counted with the instruction pointer
 * of the guest.
 */
@ProviderType
public interface AddressSpace {
    /**
     * Reads with side effects.
     *
     * @param address physical address or port of the first byte, unsigned
     * @param width   1, 2, 4 or 8 bytes
     * @return the little-endian value, zero-extended
     */
    long read(long address, int width);

    /**
     * Writes.
     *
     * @param address physical address or port of the first byte, unsigned
     * @param width   1, 2, 4 or 8 bytes
     * @param value   the value in the low {@code 8 * width} bits; the bits above are ignored
     */
    void write(long address, int width, long value);

    /**
     * Reads without side effects and without being counted.
     *
     * @param address physical address or port of the first byte, unsigned
     * @param width   1, 2, 4 or 8 bytes
     * @return the little-endian value, zero-extended; all ones where nothing is known
     */
    long peek(long address, int width);

    /**
     * Reads an address several times in a row, as a repeated input instruction does, if the range offers that
     * ({@link BlockHandler}). It may end early so that the effect of an element can be noticed.
     *
     * @param address physical address or port of the first byte, unsigned
     * @param width   1, 2, 4 or 8 bytes
     * @param into    where the elements go, one behind the other, little-endian
     * @param index   of the first byte
     * @param count   how many at most, at least 1
     * @return how many were read; 0 if single accesses have to be made, nothing having been done
     * @since 1.1
     */
    default int readBlock(long address, int width, byte[] into, int index, int count) {
        return 0;
    }

    /**
     * Writes an address several times in a row; see {@link #readBlock}.
     *
     * @param address physical address or port of the first byte, unsigned
     * @param width   1, 2, 4 or 8 bytes
     * @param from    the elements, one behind the other, little-endian
     * @param index   of the first byte
     * @param count   how many at most, at least 1
     * @return how many were written; 0 if single accesses have to be made, nothing having been done
     * @since 1.1
     */
    default int writeBlock(long address, int width, byte[] from, int index, int count) {
        return 0;
    }
}
