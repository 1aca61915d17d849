package org.backplane.device.virtio.blk.internal;

import org.backplane.bus.Dma;

/** The guest's memory as little-endian fields of the rings; what nobody answers is malformed. */
final class GuestMemory {
    private final Dma dma;
    private final byte[] field = new byte[16];

    GuestMemory(Dma dma) {
        this.dma = dma;
    }

    int read16(long physical) throws MalformedRingException {
        fetch(physical, 2);
        return field[0] & 0xff | (field[1] & 0xff) << 8;
    }

    /** Fetches a field of up to 16 bytes, which {@link #long64} and {@link #int16} then cut. */
    void fetch(long physical, int bytes) throws MalformedRingException {
        if (dma.read(physical, field, 0, bytes) != bytes) {
            throw new MalformedRingException(String.format("there is no memory at %x", physical));
        }
    }

    long long64(int index) {
        return int32(index) & 0xffffffffL | (long) int32(index + 4) << 32;
    }

    int int32(int index) {
        return int16(index) | int16(index + 2) << 16;
    }

    int int16(int index) {
        return field[index] & 0xff | (field[index + 1] & 0xff) << 8;
    }

    void write16(long physical, int value) throws MalformedRingException {
        field[0] = (byte) value;
        field[1] = (byte) (value >> 8);
        store(physical, 2);
    }

    /** A used ring element. */
    void write32Pair(long physical, int first, int second) throws MalformedRingException {
        for (int i = 0; i < 4; i++) {
            field[i] = (byte) (first >> 8 * i);
            field[4 + i] = (byte) (second >> 8 * i);
        }
        store(physical, 8);
    }

    private void store(long physical, int bytes) throws MalformedRingException {
        if (dma.write(physical, field, 0, bytes) != bytes) {
            throw new MalformedRingException(String.format("there is no memory at %x", physical));
        }
    }

    /**
     * Copies data in or out of a buffer of a request.
     *
     * @return whether all of it was answered
     */
    boolean read(long physical, byte[] into, int offset, int length) {
        return dma.read(physical, into, offset, length) == length;
    }

    boolean write(long physical, byte[] from, int offset, int length) {
        return dma.write(physical, from, offset, length) == length;
    }
}
