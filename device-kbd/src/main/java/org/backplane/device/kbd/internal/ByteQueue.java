package org.backplane.device.kbd.internal;

import org.backplane.bus.state.StateException;

/** A queue of bytes with a bound. */
final class ByteQueue {
    private final int[] bytes;
    private int first;
    private int count;

    ByteQueue(int capacity) {
        bytes = new int[capacity];
    }

    /** All bytes, the first one first. */
    int[] contents() {
        int[] contents = new int[count];
        for (int i = 0; i < count; i++) {
            contents[i] = bytes[(first + i) % bytes.length];
        }
        return contents;
    }

    void restore(int[] contents) {
        clear();
        for (int value : contents) {
            if (!offer(value)) {
                throw new StateException("the state has " + contents.length + " bytes in a queue of " + bytes.length);
            }
        }
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
