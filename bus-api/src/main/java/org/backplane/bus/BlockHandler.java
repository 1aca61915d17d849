package org.backplane.bus;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A range in which some offsets take many elements in a row, as a data register does: repeated input and output
 * instructions then go through it in blocks instead of element by element.
 *
 * <p>A block does what as many single accesses to the same offset would do. It ends early, after an element whose transfer has
 * an effect outside of the handler - on a line, a timer, memory -, so that the guest notices it where it would after a
 * single access. While somebody observes the range the fabric makes single accesses. Machine thread only.
 *
 * @since 1.1
 */
@ConsumerType
public interface BlockHandler extends RangeHandler {
    /**
     * Reads one offset several times.
     *
     * @param offset offset from the start of the range in bytes, unsigned
     * @param width  1, 2, 4 or 8 bytes
     * @param into   where the elements go, one behind the other from index 0, little-endian
     * @param count  how many at most, at least 1
     * @return how many were read; 0 if this offset is to be read singly now, nothing having been done
     * @throws BusErrorException to answer the first element with a bus error
     */
    int readBlock(long offset, int width, byte[] into, int count);

    /**
     * Writes one offset several times.
     *
     * @param offset offset from the start of the range in bytes, unsigned
     * @param width  1, 2, 4 or 8 bytes
     * @param from   the elements, one behind the other from index 0, little-endian
     * @param count  how many at most, at least 1
     * @return how many were written; 0 if this offset is to be written singly now, nothing having been done
     * @throws BusErrorException to answer the first element with a bus error
     */
    int writeBlock(long offset, int width, byte[] from, int count);
}
