package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A card's way to the memory space as a bus master. Physical addresses; bytes in memory order. Machine thread only.
 *
 * <p>What no range answers reads as FFh and takes writes without effect, as on the bus; the returned count tells the
 * card so that it can set its master-abort status. The same happens with what {@link BusProperties#DMA} does not grant and with
 * the card's own registers, which DMA of its own must not reach (a {@link Slab} is no register); who goes on trying is
 * quarantined.
 */
@ProviderType
public interface Dma {
    /**
     * Reads memory.
     *
     * @param physical first physical address, unsigned
     * @param into     takes the bytes
     * @param offset   index of the first byte in {@code into}
     * @param length   how many bytes
     * @return how many of them a range answered
     * @throws IndexOutOfBoundsException if {@code into} is too short
     */
    int read(long physical, byte[] into, int offset, int length);

    /**
     * Writes memory.
     *
     * @param physical first physical address, unsigned
     * @param from     holds the bytes
     * @param offset   index of the first byte in {@code from}
     * @param length   how many bytes
     * @return how many of them a range answered
     * @throws IndexOutOfBoundsException if {@code from} is too short
     */
    int write(long physical, byte[] from, int offset, int length);
}
