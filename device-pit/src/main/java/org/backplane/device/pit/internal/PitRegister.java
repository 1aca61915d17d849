package org.backplane.device.pit.internal;

/** What the 8254 has at its addresses A1 and A0 (8254 "Read/Write Operations Summary"). */
enum PitRegister {
    COUNTER_0, COUNTER_1, COUNTER_2,
    /** The control word register, which can only be written. */
    CONTROL;

    private static final PitRegister[] BY_OFFSET = values();

    static PitRegister at(long offset) {
        return BY_OFFSET[(int) offset];
    }
}
