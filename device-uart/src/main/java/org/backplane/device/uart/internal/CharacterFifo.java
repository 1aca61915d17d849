package org.backplane.device.uart.internal;

/** A FIFO of 16 characters in FIFO mode, and the single holding register of the 16450 mode (PC16550D §8.5). */
final class CharacterFifo {
    static final int FIFO_SIZE = 16;

    private final int[] entries = new int[FIFO_SIZE];
    private int capacity = 1;
    private int first;
    private int size;

    /** The contents, oldest first. */
    int[] contents() {
        int[] contents = new int[size];
        for (int i = 0; i < size; i++) {
            contents[i] = get(i);
        }
        return contents;
    }

    /** Takes contents over, oldest first. */
    void restore(boolean on, int[] contents) {
        fifoMode(on);
        if (contents.length > capacity) {
            throw new IllegalArgumentException(contents.length + " characters in a FIFO of " + capacity);
        }
        for (int entry : contents) {
            add(entry);
        }
    }

    /** Switches between both modes; the contents are lost. */
    void fifoMode(boolean on) {
        capacity = on ? FIFO_SIZE : 1;
        clear();
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == capacity;
    }

    void add(int entry) {
        if (isFull()) {
            throw new AssertionError("a FIFO of " + capacity + " is full");
        }
        entries[(first + size) % FIFO_SIZE] = entry;
        size++;
    }

    int remove() {
        int entry = top();
        first = (first + 1) % FIFO_SIZE;
        size--;
        return entry;
    }

    /** The oldest entry. */
    int top() {
        return get(0);
    }

    /** An entry by age: 0 is the oldest. */
    int get(int index) {
        if (index >= size) {
            throw new AssertionError("entry " + index + " of a FIFO that holds " + size);
        }
        return entries[(first + index) % FIFO_SIZE];
    }
}
