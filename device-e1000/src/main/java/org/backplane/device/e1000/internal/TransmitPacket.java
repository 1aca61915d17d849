package org.backplane.device.e1000.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A packet that descriptors bring together, and what becomes of it at its end: checksums, segments, VLAN tag (8254x §3.3, §3.5,
 * §3.6).
 */
final class TransmitPacket {
    /** The longest packet that is not cut into segments. */
    static final int LONGEST = 16288;
    /** The longest that is: PAYLEN's 20 bits and a header. */
    static final int LONGEST_SEGMENTED = (1 << 20) + 256;

    private static final int POPTS_IXSM = 1 << 0;
    private static final int POPTS_TXSM = 1 << 1;
    private static final int TYPE_AT = 12;
    private static final int TAG_BYTES = 4;
    private static final int SHORTEST = 60;
    private static final int TCP_SEQUENCE = 4;
    private static final int TCP_FLAGS = 13;
    private static final int TCP_FIN_PSH = 0x09;
    private static final int UDP_LENGTH = 4;
    private static final int IPV4_LENGTH = 2;
    private static final int IPV4_IDENTIFICATION = 4;
    private static final int IPV6_LENGTH = 4;
    private static final int IPV6_HEADER_BYTES = 40;

    private byte[] bytes = new byte[2048];
    private int length;
    private int options;
    private boolean segmented;
    private boolean tooLong;

    /** What has been brought together so far. */
    record State(byte[] bytes, int options, boolean segmented, boolean tooLong) {
    }

    State state() {
        return new State(Arrays.copyOf(bytes, length), options, segmented, tooLong);
    }

    void restore(State state) {
        bytes = Arrays.copyOf(state.bytes, Math.max(state.bytes.length, 2048));
        length = state.bytes.length;
        options = state.options;
        segmented = state.segmented;
        tooLong = state.tooLong;
    }

    void clear() {
        length = 0;
        options = 0;
        segmented = false;
        tooLong = false;
    }

    boolean isEmpty() {
        return length == 0;
    }

    boolean isTooLong() {
        return tooLong;
    }

    boolean isSegmented() {
        return segmented;
    }

    /** The first descriptor of a packet says what is done with all of it (§3.3.7.2). */
    void begin(int poptsOfFirst, boolean segmentation) {
        options = poptsOfFirst;
        segmented = segmentation;
    }

    /** Makes room for more bytes; gives the array to put them at {@link #length}, then {@link #added}. */
    byte[] room(int more) {
        if (length + more > (segmented ? LONGEST_SEGMENTED : LONGEST)) {
            tooLong = true;
            length = 0;
        }
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
        return bytes;
    }

    int length() {
        return length;
    }

    void added(int more) {
        length += more;
    }

    void cut(int fewer) {
        length = Math.max(0, length - fewer);
    }

    /** A legacy descriptor has the checksum inserted: from CSS to the end, at CSO (§3.3.3). */
    void legacyChecksum(int start, int offset) {
        insert(bytes, length, start, offset, 0, false);
    }

    /** The frames that the packet is sent as. */
    List<byte[]> frames(TransmitContext context, boolean pad) {
        List<byte[]> frames = new ArrayList<>();
        if (segmented) {
            segment(context, frames);
        } else {
            byte[] frame = Arrays.copyOf(bytes, length);
            checksums(context, frame);
            frames.add(frame);
        }
        if (pad) {
            frames.replaceAll(frame -> frame.length < SHORTEST ? Arrays.copyOf(frame, SHORTEST) : frame);
        }
        return frames;
    }

    private void checksums(TransmitContext context, byte[] frame) {
        if ((options & POPTS_IXSM) != 0) {
            insert(frame, frame.length, context.ipStart(), context.ipOffset(), context.ipEnd(), false);
        }
        if ((options & POPTS_TXSM) != 0) {
            insert(frame, frame.length, context.transportStart(), context.transportOffset(), context.transportEnd(),
                    !context.tcp());
        }
    }

    /** The field at the offset is part of the sum: the driver has put the pseudo header's there, or zero. */
    private static void insert(byte[] frame, int length, int start, int offset, int last, boolean udp) {
        int end = last == 0 ? length : Math.min(last + 1, length);
        if (start >= end || offset + 2 > length) {
            return;
        }
        int sum = ~Checksum.sum(frame, start, end) & 0xffff;
        Checksum.put16(frame, offset, udp && sum == 0 ? 0xffff : sum);
    }

    /** §3.5: the header in front of each piece of the payload, brought up to date. */
    private void segment(TransmitContext context, List<byte[]> frames) {
        int header = Math.min(context.headerBytes(), length);
        int payload = Math.min(context.payloadBytes(), length - header);
        int most = Math.max(1, context.segmentBytes());
        int number = 0;
        for (int from = 0; from < payload; from += most) {
            int size = Math.min(most, payload - from);
            byte[] frame = Arrays.copyOf(bytes, header + size);
            System.arraycopy(bytes, header + from, frame, header, size);
            update(context, frame, number++, from, from + size == payload);
            checksums(context, frame);
            frames.add(frame);
        }
    }

    /** §3.5.9: lengths, identification, sequence number and flags, and the length in the transport's pseudo header. */
    private static void update(TransmitContext context, byte[] frame, int number, int from, boolean last) {
        int ip = context.ipStart();
        int transport = context.transportStart();
        if (Math.max(ip + IPV4_IDENTIFICATION + 2, transport + TCP_FLAGS + 1) > frame.length) {
            return;
        }
        if (context.ipv4()) {
            Checksum.put16(frame, ip + IPV4_LENGTH, frame.length - ip);
            Checksum.put16(frame, ip + IPV4_IDENTIFICATION, Checksum.get16(frame, ip + IPV4_IDENTIFICATION) + number);
        } else {
            Checksum.put16(frame, ip + IPV6_LENGTH, frame.length - ip - IPV6_HEADER_BYTES);
        }
        if (context.tcp()) {
            int sequence = Checksum.get16(frame, transport + TCP_SEQUENCE) << 16
                    | Checksum.get16(frame, transport + TCP_SEQUENCE + 2);
            Checksum.put16(frame, transport + TCP_SEQUENCE, sequence + from >> 16);
            Checksum.put16(frame, transport + TCP_SEQUENCE + 2, sequence + from);
            frame[transport + TCP_FLAGS] &= (byte) (last ? 0xff : ~TCP_FIN_PSH);
        } else {
            Checksum.put16(frame, transport + UDP_LENGTH, frame.length - transport);
        }
        int offset = context.transportOffset();
        if (offset + 2 <= frame.length) {
            Checksum.put16(frame, offset, Checksum.fold((long) Checksum.get16(frame, offset) + frame.length - transport));
        }
    }

    /** Puts a VLAN tag behind the addresses. */
    static byte[] tagged(byte[] frame, int vlanType, int tag) {
        byte[] longer = new byte[frame.length + TAG_BYTES];
        System.arraycopy(frame, 0, longer, 0, TYPE_AT);
        Checksum.put16(longer, TYPE_AT, vlanType);
        Checksum.put16(longer, TYPE_AT + 2, tag);
        System.arraycopy(frame, TYPE_AT, longer, TYPE_AT + TAG_BYTES, frame.length - TYPE_AT);
        return longer;
    }
}
