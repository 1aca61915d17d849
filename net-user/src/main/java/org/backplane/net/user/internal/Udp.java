package org.backplane.net.user.internal;

import java.util.Arrays;
import java.util.Optional;

/** A UDP datagram (RFC 768): where it is from, where it goes, and its data. */
record Udp(int source, int sourcePort, int destination, int destinationPort, byte[] data) {
    /** The most data that a frame has room for. */
    static final int MOST = Subnet.MTU - 28;

    private static final int HEADER_BYTES = 8;

    /** Reads the datagram in a packet; empty if it is malformed. */
    static Optional<Udp> read(Ipv4 packet) {
        byte[] frame = packet.frame();
        if (packet.length() < HEADER_BYTES) {
            return Optional.empty();
        }
        int length = Bytes.get16(frame, packet.start() + 4);
        boolean summed = Bytes.get16(frame, packet.start() + 6) != 0;
        if (length < HEADER_BYTES || length > packet.length() || summed && !packet.transportIsIntact()) {
            return Optional.empty();
        }
        return Optional.of(new Udp(packet.source(), Bytes.get16(frame, packet.start()), packet.destination(),
                Bytes.get16(frame, packet.start() + 2),
                Arrays.copyOfRange(frame, packet.start() + HEADER_BYTES, packet.start() + length)));
    }

    /** The frame that carries it. */
    byte[] frame(long station) {
        byte[] frame = Ipv4.make(station, Ipv4.UDP, source, destination, HEADER_BYTES + data.length);
        Bytes.put16(frame, Ipv4.PAYLOAD, sourcePort);
        Bytes.put16(frame, Ipv4.PAYLOAD + 2, destinationPort);
        Bytes.put16(frame, Ipv4.PAYLOAD + 4, HEADER_BYTES + data.length);
        System.arraycopy(data, 0, frame, Ipv4.PAYLOAD + HEADER_BYTES, data.length);
        Ipv4.seal(frame, Ipv4.PAYLOAD + 6);
        return frame;
    }
}
