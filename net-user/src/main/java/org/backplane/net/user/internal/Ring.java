package org.backplane.net.user.internal;

import java.nio.ByteBuffer;

/** Bytes that wait, in their order, up to a limit. */
final class Ring {
    static final int BYTES = 65_536;

    private final byte[] bytes = new byte[BYTES];
    private int first;
    private int size;

    int size() {
        return size;
    }

    int room() {
        return BYTES - size;
    }

    /** Adds as many bytes as there is room for; says how many. */
    int put(byte[] from, int offset, int length) {
        int taken = Math.min(length, room());
        for (int done = 0; done < taken;) {
            ByteBuffer free = free();
            int part = Math.min(free.remaining(), taken - done);
            free.put(from, offset + done, part);
            added(part);
            done += part;
        }
        return taken;
    }

    /** Free space in one piece, to be filled and then {@link #added}; empty if the ring is full. */
    ByteBuffer free() {
        int at = (first + size) % BYTES;
        return ByteBuffer.wrap(bytes, at, Math.min(room(), BYTES - at));
    }

    void added(int length) {
        size += length;
    }

    /** The oldest bytes, as many as are in one piece. */
    ByteBuffer filled() {
        return ByteBuffer.wrap(bytes, first, Math.min(size, BYTES - first));
    }

    void drop(int length) {
        first = (first + length) % BYTES;
        size -= length;
    }

    /** Copies bytes out that stay. */
    void copy(int from, byte[] into, int at, int length) {
        int start = (first + from) % BYTES;
        int part = Math.min(length, BYTES - start);
        System.arraycopy(bytes, start, into, at, part);
        System.arraycopy(bytes, 0, into, at + part, length - part);
    }
}
