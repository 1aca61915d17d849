package org.backplane.device.lapic.internal;

import org.backplane.bus.apic.InterruptMessage;

/** Who this APIC is: its ID and its logical destination (SDM 3A §10.6.2). */
final class Addressing {
    static final int SHIFT = 24;

    private static final int EVERYBODY = 0xff;
    private static final int EVERY_CLUSTER = 0xf;
    private static final int DFR_FLAT = 0xf;

    private int id;
    private int logical;
    private int format = LapicRegister.DFR_RESET;

    /** What the three registers hold. */
    record State(int id, int ldr, int dfr) {
    }

    Addressing(int id) {
        this.id = id;
    }

    State state() {
        return new State(id, logical, format);
    }

    void restore(State before) {
        id = before.id;
        logical = before.ldr;
        format = before.dfr;
    }

    /** INIT, and an APIC that is disabled and enabled again: the ID stays (SDM 3A §10.4.7.3). */
    void reset() {
        logical = 0;
        format = LapicRegister.DFR_RESET;
    }

    int id() {
        return id;
    }

    void id(int value) {
        id = value;
    }

    int logical() {
        return logical;
    }

    void logical(int value) {
        logical = value;
    }

    int format() {
        return format;
    }

    /** Bits 27 to 0 are all ones. */
    void format(int value) {
        format = value | ~LapicRegister.DFR.writable();
    }

    /** Whether a message is for this APIC, perhaps among others. */
    boolean matches(InterruptMessage message) {
        int destination = message.destination();
        if (!message.logical()) {
            return destination == EVERYBODY || destination == id >>> SHIFT;
        }
        int own = logical >>> SHIFT;
        if (format >>> 28 == DFR_FLAT) {
            return (destination & own) != 0;
        }
        int cluster = destination >> 4;
        return (cluster == EVERY_CLUSTER || cluster == own >> 4) && (destination & own & 0xf) != 0;
    }
}
