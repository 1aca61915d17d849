package org.backplane.device.e1000.internal;

/** IPv4 packets in frames, with zero checksums unless they are asked for. */
final class Packets {
    static final int IP = 14;
    static final int TCP = 34;
    static final int DATA = 54;

    private Packets() {
    }

    /** A TCP segment with FIN, PSH and ACK from 10.0.0.1 to 10.0.0.2. */
    static byte[] tcp(byte[] data, int sequence) {
        byte[] frame = new byte[DATA + data.length];
        frame[0] = 2;
        frame[6] = 2;
        frame[12] = 8;
        frame[IP] = 0x45;
        Checksum.put16(frame, IP + 2, frame.length - IP);
        Checksum.put16(frame, IP + 4, 0x1000);
        frame[IP + 8] = 64;
        frame[IP + 9] = 6;
        frame[IP + 12] = 10;
        frame[IP + 15] = 1;
        frame[IP + 16] = 10;
        frame[IP + 19] = 2;
        Checksum.put16(frame, TCP, 1234);
        Checksum.put16(frame, TCP + 2, 80);
        Checksum.put16(frame, TCP + 6, sequence);
        frame[TCP + 12] = 0x50;
        frame[TCP + 13] = 0x19;
        System.arraycopy(data, 0, frame, DATA, data.length);
        return frame;
    }

    /** The sum over addresses and protocol, which a driver puts into the checksum field; without the length for TSO. */
    static int pseudoHeader(byte[] frame, int length) {
        return Checksum.fold((long) Checksum.sum(frame, IP + 12, IP + 20) + 6 + length);
    }

    static void checksums(byte[] frame) {
        Checksum.put16(frame, IP + 10, ~Checksum.sum(frame, IP, TCP) & 0xffff);
        Checksum.put16(frame, TCP + 16, pseudoHeader(frame, frame.length - TCP));
        Checksum.put16(frame, TCP + 16, ~Checksum.sum(frame, TCP, frame.length) & 0xffff);
    }
}
