package org.backplane.device.e1000.internal;

import org.backplane.bus.Dma;

/**
 * A ring of descriptors in the guest's memory, 16 bytes each (8254x §3.2.6, §3.4). The hardware owns those from the head up to,
 * but without, the tail.
 */
final class DescriptorRing {
    static final int DESCRIPTOR_BYTES = 16;

    private final Dma dma;
    private final byte[] descriptor = new byte[DESCRIPTOR_BYTES];
    private int baseLow;
    private int baseHigh;
    private int lengthBytes;
    private int head;
    private int tail;

    DescriptorRing(Dma dma) {
        this.dma = dma;
    }

    record State(int baseLow, int baseHigh, int lengthBytes, int head, int tail) {
    }

    State state() {
        return new State(baseLow, baseHigh, lengthBytes, head, tail);
    }

    void restore(State state) {
        baseLow = state.baseLow;
        baseHigh = state.baseHigh;
        lengthBytes = state.lengthBytes;
        head = state.head;
        tail = state.tail;
    }

    void reset() {
        restore(new State(0, 0, 0, 0, 0));
    }

    int baseLow() {
        return baseLow;
    }

    void baseLow(int value) {
        baseLow = value;
    }

    int baseHigh() {
        return baseHigh;
    }

    void baseHigh(int value) {
        baseHigh = value;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    void lengthBytes(int value) {
        lengthBytes = value;
    }

    int head() {
        return head;
    }

    void head(int value) {
        head = value;
    }

    int tail() {
        return tail;
    }

    void tail(int value) {
        tail = value;
    }

    int size() {
        return lengthBytes / DESCRIPTOR_BYTES;
    }

    /** How many descriptors the hardware owns; none if head or tail lie outside of the ring. */
    int owned() {
        int size = size();
        return head >= size || tail >= size ? 0 : (tail - head + size) % size;
    }

    /** Fetches the descriptor at the head; the fields are then read from it. Says whether memory answered. */
    boolean fetch() {
        return dma.read(address(), descriptor, 0, DESCRIPTOR_BYTES) == DESCRIPTOR_BYTES;
    }

    private long address() {
        return ((long) baseHigh << 32 | baseLow & 0xffffffffL) + (long) head * DESCRIPTOR_BYTES;
    }

    /** The buffer's address. */
    long buffer() {
        return (long) int32(4) << 32 | int32(0) & 0xffffffffL;
    }

    int int32(int index) {
        return int16(index) | int16(index + 2) << 16;
    }

    int int16(int index) {
        return int8(index) | int8(index + 1) << 8;
    }

    int int8(int index) {
        return descriptor[index] & 0xff;
    }

    void int8(int index, int value) {
        descriptor[index] = (byte) value;
    }

    void int16(int index, int value) {
        int8(index, value);
        int8(index + 1, value >> 8);
    }

    /** Writes the second half of the descriptor at the head back: what it says of the buffer. */
    void writeBack() {
        dma.write(address() + DESCRIPTOR_BYTES / 2, descriptor, DESCRIPTOR_BYTES / 2, DESCRIPTOR_BYTES / 2);
    }

    void advance() {
        head = head + 1 >= size() ? 0 : head + 1;
    }
}
