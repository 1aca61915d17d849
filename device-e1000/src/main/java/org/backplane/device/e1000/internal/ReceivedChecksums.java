package org.backplane.device.e1000.internal;

/**
 * Checks the checksums of a frame that comes in (8254x §3.2.9): those of the IPv4 header and of TCP or UDP above it, and the
 * plain sum over the packet.
 *
 * <p>Not modelled: packets inside of LLC/SNAP frames, and TCP or UDP above IPv6, are not looked into.
 */
final class ReceivedChecksums {
    static final int STATUS_IXSM = 1 << 2;
    static final int STATUS_TCPCS = 1 << 5;
    static final int STATUS_IPCS = 1 << 6;
    static final int ERROR_TCPE = 1 << 5;
    static final int ERROR_IPE = 1 << 6;

    private static final int RXCSUM_IPOFLD = 1 << 8;
    private static final int RXCSUM_TUOFLD = 1 << 9;
    private static final int HEADER_BYTES = 14;
    private static final int TYPE_IPV4 = 0x0800;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;

    private ReceivedChecksums() {
    }

    /** The bits of the descriptor's status, and of its errors shifted by 8. */
    static int check(byte[] frame, int length, int rxcsum) {
        int ip = HEADER_BYTES;
        if (length < ip + 20 || Checksum.get16(frame, ip - 2) != TYPE_IPV4 || frame[ip] >> 4 != 4) {
            return STATUS_IXSM;
        }
        int header = (frame[ip] & 0xf) * 4;
        int end = ip + Checksum.get16(frame, ip + 2);
        if (header < 20 || end < ip + header || end > length) {
            return STATUS_IXSM;
        }
        int result = 0;
        if ((rxcsum & RXCSUM_IPOFLD) != 0) {
            result |= STATUS_IPCS | (Checksum.sum(frame, ip, ip + header) != 0xffff ? ERROR_IPE << 8 : 0);
        }
        if ((rxcsum & RXCSUM_TUOFLD) != 0) {
            result |= transport(frame, ip, ip + header, end);
        }
        return result == 0 ? STATUS_IXSM : result;
    }

    private static int transport(byte[] frame, int ip, int transport, int end) {
        int protocol = frame[ip + 9] & 0xff;
        boolean fragment = (Checksum.get16(frame, ip + 6) & 0x3fff) != 0;
        int at = protocol == PROTOCOL_TCP ? 16 : 6;
        if (fragment || protocol != PROTOCOL_TCP && protocol != PROTOCOL_UDP || transport + at + 2 > end
                || protocol == PROTOCOL_UDP && Checksum.get16(frame, transport + at) == 0) {
            return 0;
        }
        long sum = Checksum.sum(frame, transport, end) + Checksum.sum(frame, ip + 12, ip + 20) + protocol + end - transport;
        return STATUS_TCPCS | (Checksum.fold(sum) != 0xffff ? ERROR_TCPE << 8 : 0);
    }

    /** The complement of the sum from RXCSUM.PCSS to the end of the packet. */
    static int packet(byte[] frame, int length, int rxcsum) {
        int start = rxcsum & 0xff;
        return ~Checksum.sum(frame, Math.min(start, length), length) & 0xffff;
    }
}
