package org.backplane.host.io.internal;

/** The last bytes of an output that never ends, each by its position since the beginning. */
final class Scrollback {
    private final byte[] bytes;
    private long written;

    Scrollback(int capacity) {
        bytes = new byte[capacity];
    }

    /** Appends, over the oldest bytes. */
    synchronized void put(byte[] from, int offset, int length) {
        for (int i = Math.max(0, length - bytes.length); i < length; i++) {
            bytes[(int) ((written + i) % bytes.length)] = from[offset + i];
        }
        written += length;
    }

    /** The first position at or behind the given one whose byte is still there, or will be the next one. */
    synchronized long kept(long position) {
        return Math.max(position, written - bytes.length);
    }

    /** Copies from a position on, and says how many there were; none if the first one is not kept. */
    synchronized int read(long position, byte[] into) {
        if (position < written - bytes.length) {
            return 0;
        }
        int count = (int) Math.min(into.length, written - position);
        for (int i = 0; i < count; i++) {
            into[i] = bytes[(int) ((position + i) % bytes.length)];
        }
        return count;
    }
}
