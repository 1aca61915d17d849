package org.backplane.host.io.internal;

/** A bounded queue of bytes. Not safe for threads; its user holds a lock. */
final class ByteRing {
    private final byte[] bytes;
    private int first;
    private int size;

    ByteRing(int capacity) {
        bytes = new byte[capacity];
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** At most half full: the point at which a writer that was refused is called back. */
    boolean hasRoom() {
        return size <= bytes.length / 2;
    }

    /** Appends what fits, and says how much that was. */
    int put(byte[] from, int offset, int length) {
        int taken = Math.min(length, bytes.length - size);
        int at = (first + size) % bytes.length;
        int untilEnd = Math.min(taken, bytes.length - at);
        System.arraycopy(from, offset, bytes, at, untilEnd);
        System.arraycopy(from, offset + untilEnd, bytes, 0, taken - untilEnd);
        size += taken;
        return taken;
    }

    /** Copies the oldest bytes without removing them, and says how many. */
    int peek(byte[] into) {
        int count = Math.min(into.length, size);
        int untilEnd = Math.min(count, bytes.length - first);
        System.arraycopy(bytes, first, into, 0, untilEnd);
        System.arraycopy(bytes, 0, into, untilEnd, count - untilEnd);
        return count;
    }

    /** Removes the oldest bytes. */
    void skip(int count) {
        first = (first + count) % bytes.length;
        size -= count;
    }

    void clear() {
        size = 0;
    }
}
