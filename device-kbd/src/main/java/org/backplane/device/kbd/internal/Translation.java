package org.backplane.device.kbd.internal;

/**
 * How the controller turns scan code set 2 into set 1 (PC AT "Keyboard Controller", "Scan Code Translation"): F0h becomes
 * bit 7 of the code after it. The codes stand in {@code translation.tab}.
 */
final class Translation {
    private static final int BREAK_PREFIX = 0xf0;
    private static final int BREAK = 0x80;
    private static final int NOTHING = -1;
    private static final int[] CODES = Tables.bytes("translation.tab");

    private boolean released;

    /** Whether a break prefix has come and its code has not. */
    record State(boolean released) {
    }

    State state() {
        return new State(released);
    }

    void restore(State state) {
        released = state.released;
    }

    void reset() {
        released = false;
    }

    /** Translates a byte; -1 if nothing comes of it yet. */
    int translate(int value) {
        if (value == BREAK_PREFIX) {
            released = true;
            return NOTHING;
        }
        int code = value < CODES.length ? CODES[value] : value;
        int result = released ? code | BREAK : code;
        released = false;
        return result;
    }
}
