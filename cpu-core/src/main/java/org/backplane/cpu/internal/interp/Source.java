package org.backplane.cpu.internal.interp;

import java.util.Arrays;

/**
 * Bytes that were translated.
 *
 * @param linear linear address of the first one
 * @param index  index of that in the arena
 * @param bytes  what they were
 */
record Source(int linear, int index, byte[] bytes) {
    int end() {
        return index + bytes.length;
    }

    boolean overlaps(int first, int length) {
        return index < first + length && first < index + bytes.length;
    }

    /** Whether an address is that of one of them. */
    boolean has(int address) {
        return address - linear >= 0 && address - linear < bytes.length;
    }

    /** Whether they are what they were. */
    boolean isIn(byte[] arena) {
        return Arrays.equals(arena, index, end(), bytes, 0, bytes.length);
    }
}
