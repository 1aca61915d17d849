package org.backplane.firmware.internal.kernel;

import org.backplane.bus.Dma;
import org.backplane.firmware.FirmwareException;

/**
 * Bytes on their way into RAM, with zeroes behind them.
 *
 * @param what        what it is, for messages
 * @param physical    physical address of the first byte
 * @param source      holds the bytes
 * @param offset      index of the first byte
 * @param length      how many bytes
 * @param memoryBytes length in memory; what {@code length} does not fill is zeroed
 */
record Placement(String what, long physical, byte[] source, int offset, int length, long memoryBytes) {
    private static final byte[] ZEROES = new byte[0x1_0000];

    Placement(String what, long physical, byte[] source) {
        this(what, physical, source, 0, source.length, source.length);
    }

    /** A piece of a kernel. */
    static Placement of(String kernel, byte[] image, Segment segment) {
        return new Placement(kernel, segment.physical(), image, segment.fileOffset(), segment.fileBytes(),
                segment.memoryBytes());
    }

    /** The address behind the last byte. */
    long end() {
        return physical + memoryBytes;
    }

    /**
     * Writes it.
     *
     * @throws FirmwareException if not all of it reaches memory
     */
    void write(Dma dma) {
        long written = dma.write(physical, source, offset, length);
        for (long done = length; done < memoryBytes; done += ZEROES.length) {
            written += dma.write(physical + done, ZEROES, 0, (int) Math.min(ZEROES.length, memoryBytes - done));
        }
        if (written != memoryBytes) {
            throw new FirmwareException(String.format("only %d of %d bytes of %s reached memory at %08X: is there RAM?",
                    written, memoryBytes, what, physical));
        }
    }
}
