package org.backplane.benchmarks;

import org.backplane.bus.machine.Machine;

/** Machine code or data that is written into a guest's memory. */
final class GuestCode {
    private final int start;
    private final byte[] code = new byte[4096];
    private int length;

    GuestCode(int start) {
        this.start = start;
    }

    GuestCode bytes(int... bytes) {
        for (int value : bytes) {
            code[length++] = (byte) value;
        }
        return this;
    }

    /** Four bytes, the lowest first. */
    GuestCode number(int value) {
        return bytes(value, value >> 8, value >> 16, value >> 24);
    }

    /** Address behind the last byte. */
    int end() {
        return start + length;
    }

    void write(Machine machine) {
        write(machine, start, code, 0, length);
    }

    /** Copies bytes to a physical address. */
    static void write(Machine machine, int physical, byte[] bytes, int from, int count) {
        machine.call(() -> {
            for (int i = 0; i < count; i++) {
                machine.memory().write(Integer.toUnsignedLong(physical + i), 1, bytes[from + i]);
            }
            return null;
        });
    }
}
