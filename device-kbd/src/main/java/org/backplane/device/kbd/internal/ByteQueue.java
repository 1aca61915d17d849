package org.backplane.device.kbd.internal;

/** A queue of bytes with a bound. */
final class ByteQueue {
    private final int[] bytes;
    private int first;
    private int count;

    ByteQueue(int capacity) {
        bytes = new int[capacity];
    }

    /** Appends a byte if there is room. */
    boolean offer(int value) {
        if (count == bytes.length) {
            return false;
        }
        bytes[(first + count++) % bytes.length] = value & 0xff;
        return true;
    }

    int peek() {
        if (count == 0) {
            throw new AssertionError("a byte was asked of an empty queue");
        }
        return bytes[first];
    }

    int take() {
        int value = peek();
        first = (first + 1) % bytes.length;
        count--;
        return value;
    }

    int room() {
        return bytes.length - count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }
}
