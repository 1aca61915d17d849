package org.backplane.bus;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What answers the accesses to one range.
 *
 * <p>Every access that arrives here is naturally aligned, lies inside the range, and has one of the widths that the
 * range declares as <em>implemented</em>; the fabric splits and merges what the guest does. Values are unsigned and
 * little-endian, in the low {@code 8 * width} bits; the fabric ignores the bits above them in an answer and delivers
 * them as zero.
 *
 * <p>Called on the machine thread only. A handler may throw {@link BusErrorException} to answer with a bus error; any
 * other exception is a fault of the device.
 */
@ConsumerType
public interface RangeHandler {
    /**
     * Reads, with all the side effects that a read has in the hardware.
     *
     * @param offset offset from the start of the range in bytes, unsigned
     * @param width  1, 2, 4 or 8 bytes
     * @return the value in the low {@code 8 * width} bits
     * @throws BusErrorException to answer the access with a bus error
     */
    long read(long offset, int width);

    /**
     * Writes.
     *
     * @param offset offset from the start of the range in bytes, unsigned
     * @param width  1, 2, 4 or 8 bytes
     * @param value  the value in the low {@code 8 * width} bits, zero above them
     * @throws BusErrorException to answer the access with a bus error
     */
    void write(long offset, int width, long value);

    /**
     * Reads without any side effect, for debuggers, consoles and traces: what {@link #read} would answer now. The
     * default says that nothing is known: all ones.
     *
     * @param offset offset from the start of the range in bytes, unsigned
     * @param width  1, 2, 4 or 8 bytes
     * @return the value in the low {@code 8 * width} bits
     */
    default long peek(long offset, int width) {
        return -1L;
    }
}
