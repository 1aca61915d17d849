package org.backplane.net.user.internal;

import java.util.Optional;

/**
 * An IPv4 packet in an Ethernet frame (RFC 791, RFC 894), and how to make one.
 *
 * @param frame  the frame
 * @param start  index of the payload
 * @param end    index after it
 */
record Ipv4(byte[] frame, int start, int end) {
    static final int TYPE = 0x0800;
    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    /** Index of the IP header in a frame. */
    static final int HEADER = 14;
    /** Index of the payload in the frames that we make. */
    static final int PAYLOAD = 34;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int FRAGMENT = 0x3fff;
    private static final int TIME_TO_LIVE = 64;

    /** Reads a packet; empty if it is malformed or a fragment. */
    static Optional<Ipv4> read(byte[] frame) {
        if (frame.length < PAYLOAD || frame[HEADER] >> 4 != 4) {
            return Optional.empty();
        }
        int start = HEADER + (frame[HEADER] & 0xf) * 4;
        int end = HEADER + Bytes.get16(frame, HEADER + 2);
        if (start < PAYLOAD || end < start || end > frame.length || (Bytes.get16(frame, HEADER + 6) & FRAGMENT) != 0
                || Bytes.checksum(Bytes.sum(frame, HEADER, start)) != 0) {
            return Optional.empty();
        }
        return Optional.of(new Ipv4(frame, start, end));
    }

    int protocol() {
        return frame[HEADER + 9] & 0xff;
    }

    int source() {
        return Bytes.get32(frame, HEADER + 12);
    }

    int destination() {
        return Bytes.get32(frame, HEADER + 16);
    }

    int length() {
        return end - start;
    }

    /** Whether the checksum of TCP or UDP in it is right. */
    boolean transportIsIntact() {
        return Bytes.checksum(Bytes.sum(frame, start, end) + Bytes.sum(frame, HEADER + 12, HEADER + 20) + protocol() + length())
                == 0;
    }

    /** Makes a frame whose payload, from {@link #PAYLOAD} on, is to be filled in. */
    static byte[] make(long station, int protocol, int source, int destination, int payloadBytes) {
        byte[] frame = new byte[PAYLOAD + payloadBytes];
        Bytes.put48(frame, 0, station);
        Bytes.put48(frame, 6, Subnet.STATION);
        Bytes.put16(frame, 12, TYPE);
        frame[HEADER] = 0x45;
        Bytes.put16(frame, HEADER + 2, PAYLOAD - HEADER + payloadBytes);
        Bytes.put16(frame, HEADER + 6, DONT_FRAGMENT);
        frame[HEADER + 8] = TIME_TO_LIVE;
        frame[HEADER + 9] = (byte) protocol;
        Bytes.put32(frame, HEADER + 12, source);
        Bytes.put32(frame, HEADER + 16, destination);
        Bytes.put16(frame, HEADER + 10, Bytes.checksum(Bytes.sum(frame, HEADER, PAYLOAD)));
        return frame;
    }

    /** Puts the checksum of TCP or UDP in a frame from {@link #make}; the field has to be zero before. */
    static void seal(byte[] frame, int checksumAt) {
        int checksum = Bytes.checksum(Bytes.sum(frame, PAYLOAD, frame.length) + Bytes.sum(frame, HEADER + 12, HEADER + 20)
                + (frame[HEADER + 9] & 0xff) + frame.length - PAYLOAD);
        Bytes.put16(frame, checksumAt, checksum == 0 ? 0xffff : checksum);
    }
}
