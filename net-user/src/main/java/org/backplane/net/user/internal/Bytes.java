package org.backplane.net.user.internal;

/** Fields of packets in network order, and the checksum of the Internet protocols (RFC 1071). */
final class Bytes {
    private Bytes() {
    }

    static int get16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static int get32(byte[] bytes, int at) {
        return get16(bytes, at) << 16 | get16(bytes, at + 2);
    }

    static long get48(byte[] bytes, int at) {
        return (long) get16(bytes, at) << 32 | get32(bytes, at + 2) & 0xffffffffL;
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int at, int value) {
        put16(bytes, at, value >> 16);
        put16(bytes, at + 2, value);
    }

    static void put48(byte[] bytes, int at, long value) {
        put16(bytes, at, (int) (value >> 32));
        put32(bytes, at + 2, (int) value);
    }

    /** The sum of the 16-bit words from one index up to another, not folded. */
    static long sum(byte[] bytes, int from, int to) {
        long sum = 0;
        int at = from;
        for (; at + 1 < to; at += 2) {
            sum += get16(bytes, at);
        }
        return at < to ? sum + ((bytes[at] & 0xff) << 8) : sum;
    }

    /** What goes into a checksum field for a sum over everything else; 0 if the field was part of the sum and right. */
    static int checksum(long sum) {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded >> 16) + (folded & 0xffff);
        }
        return (int) ~folded & 0xffff;
    }
}
