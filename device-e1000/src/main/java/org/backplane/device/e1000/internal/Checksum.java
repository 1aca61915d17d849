package org.backplane.device.e1000.internal;

/** The checksum of the Internet protocols (RFC 1071), on bytes in network order. */
final class Checksum {
    private Checksum() {
    }

    /** The sum of the 16-bit words from one index up to another, folded; a last odd byte is the upper half of a word. */
    static int sum(byte[] bytes, int from, int to) {
        long sum = 0;
        int at = from;
        for (; at + 1 < to; at += 2) {
            sum += (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        }
        if (at < to) {
            sum += (bytes[at] & 0xff) << 8;
        }
        return fold(sum);
    }

    static int fold(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded >> 16) + (folded & 0xffff);
        }
        return (int) folded;
    }

    static int get16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
