package org.backplane.net.user.internal;

import java.util.Optional;

/**
 * A TCP segment from the guest (RFC 9293 §3.1), and how to make one to it.
 *
 * @param guest    the guest's address and port, and the other end's
 * @param sequence SEG.SEQ
 * @param ack      SEG.ACK
 * @param flags    FIN, SYN, RST, PSH, ACK and so on
 * @param window   SEG.WND
 * @param mss      what the option of a SYN says, or what holds without it
 * @param bytes    where the data is
 * @param start    index of the data
 * @param length   how much
 */
record TcpSegment(Ends guest, int sequence, int ack, int flags, int window, int mss, byte[] bytes, int start, int length) {
    static final int FIN = 0x01;
    static final int SYN = 0x02;
    static final int RST = 0x04;
    static final int PSH = 0x08;
    static final int ACK = 0x10;
    /** The most data that a frame has room for. */
    static final int MOST = Subnet.MTU - 40;

    private static final int HEADER_BYTES = 20;
    private static final int DEFAULT_MSS = 536;
    private static final int OPTION_END = 0;
    private static final int OPTION_NONE = 1;
    private static final int OPTION_MSS = 2;
    private static final int OPTION_MSS_BYTES = 4;

    /** A connection's two ends: the guest's, and the one that it talks to. */
    record Ends(int address, int port, int remoteAddress, int remotePort) {
    }

    /** Reads the segment in a packet; empty if it is malformed. */
    static Optional<TcpSegment> read(Ipv4 packet) {
        byte[] frame = packet.frame();
        int at = packet.start();
        if (packet.length() < HEADER_BYTES || !packet.transportIsIntact()) {
            return Optional.empty();
        }
        int data = at + (frame[at + 12] >> 4 & 0xf) * 4;
        if (data < at + HEADER_BYTES || data > packet.end()) {
            return Optional.empty();
        }
        Ends ends = new Ends(packet.source(), Bytes.get16(frame, at), packet.destination(), Bytes.get16(frame, at + 2));
        return Optional.of(new TcpSegment(ends, Bytes.get32(frame, at + 4), Bytes.get32(frame, at + 8), frame[at + 13] & 0x3f,
                Bytes.get16(frame, at + 14), mss(frame, at + HEADER_BYTES, data), frame, data, packet.end() - data));
    }

    private static int mss(byte[] frame, int from, int to) {
        int at = from;
        while (at < to && frame[at] != OPTION_END) {
            if (frame[at] == OPTION_NONE) {
                at++;
            } else if (at + 1 >= to || frame[at + 1] < 2) {
                return DEFAULT_MSS;
            } else if (frame[at] == OPTION_MSS && frame[at + 1] == OPTION_MSS_BYTES && at + OPTION_MSS_BYTES <= to) {
                return Math.max(1, Math.min(MOST, Bytes.get16(frame, at + 2)));
            } else {
                at += frame[at + 1];
            }
        }
        return DEFAULT_MSS;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** SEG.LEN: the data, and one each for SYN and FIN. */
    int sequenceLength() {
        return length + (has(SYN) ? 1 : 0) + (has(FIN) ? 1 : 0);
    }

    /** Makes the frame of a segment to the guest; its data, if any, comes from a ring. */
    static byte[] frame(long station, Ends ends, int sequence, int ack, int flags, int window, Ring data, int from, int length) {
        int options = (flags & SYN) != 0 ? OPTION_MSS_BYTES : 0;
        byte[] frame = Ipv4.make(station, Ipv4.TCP, ends.remoteAddress, ends.address, HEADER_BYTES + options + length);
        int at = Ipv4.PAYLOAD;
        Bytes.put16(frame, at, ends.remotePort);
        Bytes.put16(frame, at + 2, ends.port);
        Bytes.put32(frame, at + 4, sequence);
        Bytes.put32(frame, at + 8, ack);
        frame[at + 12] = (byte) ((HEADER_BYTES + options) / 4 << 4);
        frame[at + 13] = (byte) flags;
        Bytes.put16(frame, at + 14, window);
        if (options > 0) {
            frame[at + HEADER_BYTES] = OPTION_MSS;
            frame[at + HEADER_BYTES + 1] = OPTION_MSS_BYTES;
            Bytes.put16(frame, at + HEADER_BYTES + 2, MOST);
        }
        if (length > 0) {
            data.copy(from, frame, at + HEADER_BYTES + options, length);
        }
        Ipv4.seal(frame, at + 16);
        return frame;
    }
}
