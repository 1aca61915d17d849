package org.backplane.device.acpi.internal.aml;

/** Encodes lengths (ACPI §20.2.4): the length counts itself. */
final class PackageLength {
    private static final int ONE_BYTE_MOST = 0x3f;
    private static final int MOST_BYTES = 4;

    private PackageLength() {
    }

    /** The length of a package with so many bytes behind the length. */
    static byte[] encode(int contents) {
        if (contents + 1 <= ONE_BYTE_MOST) {
            return new byte[] {(byte) (contents + 1)};
        }
        int bytes = 2;
        while (contents + bytes >= 1 << 4 + 8 * (bytes - 1)) {
            bytes++;
        }
        if (bytes > MOST_BYTES) {
            throw new AssertionError("a package of " + contents + " bytes");
        }
        return bytes(contents + bytes, bytes);
    }

    /** A number in the same form that does not count itself: the width of a field. */
    static byte[] encodeField(int bits) {
        return bits <= ONE_BYTE_MOST ? new byte[] {(byte) bits} : bytes(bits, bits < 1 << 12 ? 2 : 3);
    }

    /** The first byte has the number of bytes behind it and the low four bits. */
    private static byte[] bytes(int value, int bytes) {
        Blob blob = new Blob().u8(bytes - 1 << 6 | value & 0x0f);
        for (int i = 1; i < bytes; i++) {
            blob.u8(value >> 4 + 8 * (i - 1));
        }
        return blob.toBytes();
    }
}
