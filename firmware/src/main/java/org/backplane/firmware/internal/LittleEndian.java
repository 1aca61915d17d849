package org.backplane.firmware.internal;

/** Little-endian fields in an image or a structure for the guest. */
public final class LittleEndian {
    private LittleEndian() {
    }

    /**
     * Reads 16 bits.
     *
     * @param bytes  the structure
     * @param offset offset of the field
     * @return the value, zero-extended
     */
    public static int get16(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF | (bytes[offset + 1] & 0xFF) << 8;
    }

    /**
     * Reads 32 bits.
     *
     * @param bytes  the structure
     * @param offset offset of the field
     * @return the value, zero-extended
     */
    public static long get32(byte[] bytes, int offset) {
        return get16(bytes, offset) | (long) get16(bytes, offset + 2) << 16;
    }

    /**
     * Writes 32 bits.
     *
     * @param bytes  the structure
     * @param offset offset of the field
     * @param value  the value in the low 32 bits
     */
    public static void put32(byte[] bytes, int offset, long value) {
        for (int i = 0; i < 4; i++) {
            bytes[offset + i] = (byte) (value >> 8 * i);
        }
    }
}
