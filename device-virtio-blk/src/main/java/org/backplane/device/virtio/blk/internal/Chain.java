package org.backplane.device.virtio.blk.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The buffers of one request: first those that the device reads, then those that it writes (virtio 1.2 §2.7.4.2).
 *
 * @param head     the index that goes into the used ring
 * @param readable what the driver says
 * @param writable where the answer goes
 */
record Chain(int head, List<Buffer> readable, List<Buffer> writable) {
    /** The number of buffers of a request, also in an indirect table, at most. */
    static final int LIMIT = 1024;

    private static final int DESCRIPTOR_BYTES = 16;
    private static final int FLAG_NEXT = 1;
    private static final int FLAG_WRITE = 2;
    private static final int FLAG_INDIRECT = 4;

    /** Some bytes of the guest's memory; the length is unsigned. */
    record Buffer(long physical, long lengthBytes) {
    }

    static long lengthBytes(List<Buffer> buffers) {
        long length = 0;
        for (Buffer buffer : buffers) {
            length += buffer.lengthBytes();
        }
        return length;
    }

    /** Follows a chain of descriptors. */
    static Chain read(GuestMemory memory, long table, int tableEntries, int head, boolean indirectAllowed)
            throws MalformedRingException {
        Chain chain = new Chain(head, new ArrayList<>(), new ArrayList<>());
        chain.follow(memory, table, tableEntries, head, indirectAllowed);
        return chain;
    }

    private void follow(GuestMemory memory, long table, int tableEntries, int first, boolean indirectAllowed)
            throws MalformedRingException {
        int index = first;
        int flags = FLAG_NEXT;
        for (int count = 0; (flags & FLAG_NEXT) != 0; count++) {
            if (index >= tableEntries || count >= Math.min(tableEntries, LIMIT)) {
                throw new MalformedRingException(index >= tableEntries
                        ? "descriptor " + index + " of a table of " + tableEntries : "a chain of descriptors has no end");
            }
            memory.fetch(table + (long) index * DESCRIPTOR_BYTES, DESCRIPTOR_BYTES);
            Buffer buffer = new Buffer(memory.long64(0), memory.int32(8) & 0xffffffffL);
            flags = memory.int16(12);
            index = memory.int16(14);
            if ((flags & FLAG_INDIRECT) != 0) {
                indirect(memory, buffer, flags, indirectAllowed);
            } else {
                add(buffer, (flags & FLAG_WRITE) != 0);
            }
        }
    }

    /** §2.7.5.3: one table at the end of the chain, with nothing indirect in it. */
    private void indirect(GuestMemory memory, Buffer table, int flags, boolean allowed) throws MalformedRingException {
        if (!allowed || (flags & FLAG_NEXT) != 0 || table.lengthBytes() == 0
                || table.lengthBytes() % DESCRIPTOR_BYTES != 0) {
            throw new MalformedRingException("an indirect descriptor that was not negotiated, is not the last one, or has "
                    + table.lengthBytes() + " bytes");
        }
        int entries = (int) Math.min(table.lengthBytes() / DESCRIPTOR_BYTES, 0x10000);
        follow(memory, table.physical(), entries, 0, false);
    }

    private void add(Buffer buffer, boolean write) throws MalformedRingException {
        if (!write && !writable.isEmpty()) {
            throw new MalformedRingException("a buffer to be read after one to be written");
        }
        if (readable.size() + writable.size() >= LIMIT) {
            throw new MalformedRingException("a request of more than " + LIMIT + " buffers");
        }
        (write ? writable : readable).add(buffer);
    }
}
