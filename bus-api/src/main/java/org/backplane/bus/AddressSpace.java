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
}
