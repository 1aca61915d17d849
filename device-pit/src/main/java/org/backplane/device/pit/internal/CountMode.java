package org.backplane.device.pit.internal;

/**
 * The six modes of a counter (8254 "Mode Definitions"), as functions of the initial count and the number of clock pulses
 * since it was loaded. Two modes reload themselves; for the others the count goes on below zero.
 */
enum CountMode {
    /** Mode 0. */
    TERMINAL_COUNT,
    /** Mode 1, hardware retriggerable one-shot. */
    ONE_SHOT,
    /** Mode 2. */
    RATE_GENERATOR,
    /** Mode 3. */
    SQUARE_WAVE,
    /** Mode 4. */
    SOFTWARE_STROBE,
    /** Mode 5. */
    HARDWARE_STROBE;

    /** No pulse at which this happens. */
    static final long NEVER = TickClock.NEVER;

    private static final CountMode[] BY_CODE = {TERMINAL_COUNT, ONE_SHOT, RATE_GENERATOR, SQUARE_WAVE, SOFTWARE_STROBE,
        HARDWARE_STROBE, RATE_GENERATOR, SQUARE_WAVE};

    /** Decodes M2 to M0; the most significant bit counts for modes 4 and 5 only. */
    static CountMode of(int code) {
        return BY_CODE[code];
    }

    /** Reloads the initial count by itself; the smallest that it can have is 2. */
    boolean periodic() {
        return this == RATE_GENERATOR || this == SQUARE_WAVE;
    }

    /** A low GATE stops the count. */
    boolean gated() {
        return this != ONE_SHOT && this != HARDWARE_STROBE;
    }

    /** A rising GATE loads the count. */
    boolean triggered() {
        return periodic() || !gated();
    }

    /** The level of OUT after the control word. */
    boolean restsHigh() {
        return this != TERMINAL_COUNT;
    }

    /** The level of OUT. */
    boolean out(int initial, long pulses) {
        return switch (this) {
            case TERMINAL_COUNT, ONE_SHOT -> pulses >= initial;
            case RATE_GENERATOR -> initial == 1 || pulses % initial != initial - 1;
            case SQUARE_WAVE -> pulses % initial < highPulses(initial);
            case SOFTWARE_STROBE, HARDWARE_STROBE -> pulses != initial;
        };
    }

    /** The counting element, not yet cut to its four digits. */
    long count(int initial, long pulses) {
        return switch (this) {
            case TERMINAL_COUNT, ONE_SHOT, SOFTWARE_STROBE, HARDWARE_STROBE -> initial - pulses;
            case RATE_GENERATOR -> initial - pulses % initial;
            case SQUARE_WAVE -> (initial & ~1) - 2 * halfPulses(initial, pulses % initial);
        };
    }

    /**
     * The next pulse at which OUT rises, or in mode 3 changes. The low times of modes 2, 4 and 5 are one pulse long; they
     * are looked at when they are over.
     */
    long nextEvent(int initial, long pulses) {
        return switch (this) {
            case TERMINAL_COUNT, ONE_SHOT -> pulses < initial ? initial : NEVER;
            case RATE_GENERATOR -> initial == 1 ? NEVER : (pulses / initial + 1) * initial;
            case SQUARE_WAVE -> initial == 1 ? NEVER : pulses - pulses % initial
                    + (pulses % initial < highPulses(initial) ? highPulses(initial) : initial);
            case SOFTWARE_STROBE, HARDWARE_STROBE -> pulses <= initial ? initial + 1L : NEVER;
        };
    }

    /** The last pulse at which OUT has risen, -1 if there was none. */
    long lastRise(int initial, long pulses) {
        return switch (this) {
            case TERMINAL_COUNT, ONE_SHOT -> pulses >= initial ? initial : -1;
            case RATE_GENERATOR, SQUARE_WAVE -> initial == 1 || pulses < initial ? -1 : pulses / initial * initial;
            case SOFTWARE_STROBE, HARDWARE_STROBE -> pulses > initial ? initial + 1L : -1;
        };
    }

    /** How long OUT is high in a period of mode 3; with an odd count one pulse longer than it is low. */
    static int highPulses(int initial) {
        return (initial + 1) / 2;
    }

    private static long halfPulses(int initial, long pulses) {
        return pulses < highPulses(initial) ? pulses : pulses - highPulses(initial);
    }
}
