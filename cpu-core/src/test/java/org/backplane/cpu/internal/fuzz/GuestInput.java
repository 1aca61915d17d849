package org.backplane.cpu.internal.fuzz;

import java.util.Arrays;

/** The bytes of an input, taken one after the other; zeros behind its end, so that every input means something. */
final class GuestInput {
    private final byte[] bytes;
    private int position;

    GuestInput(byte[] bytes) {
        this.bytes = bytes;
    }

    int next8() {
        return position < bytes.length ? bytes[position++] & 0xFF : 0;
    }

    int next16() {
        return next8() | next8() << 8;
    }

    int next32() {
        return next16() | next16() << 16;
    }

    /** One of some values. */
    <E> E choose(E[] values) {
        return values[next8() % values.length];
    }

    /** What is left. */
    byte[] rest() {
        return Arrays.copyOfRange(bytes, Math.min(position, bytes.length), bytes.length);
    }
}
