package org.backplane.device.e1000.internal;

/**
 * What a context descriptor says of the packets that follow: where checksums start, end and go to, and how a large packet is cut
 * (8254x §3.3.5, §3.3.6).
 *
 * @param first  the first quadword: IPCSS, IPCSO, IPCSE, TUCSS, TUCSO, TUCSE
 * @param second the second quadword: PAYLEN, DTYP, TUCMD, STA, HDRLEN, MSS
 */
record TransmitContext(long first, long second) {
    static final TransmitContext NONE = new TransmitContext(0, 0);

    static TransmitContext read(DescriptorRing ring) {
        return new TransmitContext(ring.buffer(), ring.int32(8) & 0xffffffffL | (long) ring.int32(12) << 32);
    }

    int ipStart() {
        return (int) first & 0xff;
    }

    int ipOffset() {
        return (int) (first >> 8) & 0xff;
    }

    /** The last byte of the IP header; 0 for the end of the packet. */
    int ipEnd() {
        return (int) (first >> 16) & 0xffff;
    }

    int transportStart() {
        return (int) (first >> 32) & 0xff;
    }

    int transportOffset() {
        return (int) (first >> 40) & 0xff;
    }

    /** The last byte of the transport's data; 0 for the end of the packet. */
    int transportEnd() {
        return (int) (first >> 48) & 0xffff;
    }

    int payloadBytes() {
        return (int) second & 0xfffff;
    }

    boolean tcp() {
        return (second >> 24 & 1) != 0;
    }

    boolean ipv4() {
        return (second >> 25 & 1) != 0;
    }

    boolean segmentation() {
        return (second >> 26 & 1) != 0;
    }

    int headerBytes() {
        return (int) (second >> 40) & 0xff;
    }

    int segmentBytes() {
        return (int) (second >> 48) & 0xffff;
    }
}
