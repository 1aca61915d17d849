package org.backplane.device.vga.internal;

/** Counts what can change the picture, so that each frame can tell what has happened since it was painted. */
final class Revision {
    private long now = 1;
    private long registers = 1;

    /** The number of the latest change. */
    long now() {
        return now;
    }

    /** When a register or a colour changed last, which concerns the whole picture. */
    long registers() {
        return registers;
    }

    /** Goes on counting where another card stopped, because frames know its numbers; everything is new to them. */
    void restore(long before) {
        now = before;
        registersChanged();
    }

    /** A register or a colour has changed. */
    void registersChanged() {
        registers = ++now;
    }

    /** Something else has changed; returns its number. */
    long next() {
        return ++now;
    }
}
