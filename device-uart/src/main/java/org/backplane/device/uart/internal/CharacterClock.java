package org.backplane.device.uart.internal;

/**
 * Tells when characters end that follow one another without a gap. It counts input clocks from the first one's start
 * bit, so that the fractions of a nanosecond do not add up to an error.
 */
final class CharacterClock {
    /** When the first character began, and the input clocks since. */
    record State(long startNanos, long clocks) {
    }

    private final BaudGenerator baud;
    private long startNanos;
    private long clocks;

    CharacterClock(BaudGenerator baud) {
        this.baud = baud;
    }

    /** Where it stands. */
    State state() {
        return new State(startNanos, clocks);
    }

    void restore(State state) {
        startNanos = state.startNanos;
        clocks = state.clocks;
    }

    /** A start bit begins after a time of silence. */
    void start(long nowNanos) {
        startNanos = nowNanos;
        clocks = 0;
    }

    /** When some half bits of the present character will be over. */
    long after(int halfBits) {
        return startNanos + baud.nanos(clocks + baud.clocks(halfBits));
    }

    /** When the present character of so many half bits will be over; the next one begins then. */
    long next(int halfBits) {
        clocks += baud.clocks(halfBits);
        return startNanos + baud.nanos(clocks);
    }
}
