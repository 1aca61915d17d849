package org.backplane.device.lapic.internal;

import org.backplane.bus.apic.Delivery;

/** An entry of the local vector table (SDM 3A §10.5.1, figure 10-8). Messages are sent at once: none is ever pending. */
final class LocalVector {
    private static final int VECTOR = 0xff;
    private static final int DELIVERY_SHIFT = 8;
    private static final int ACTIVE_LOW = 1 << 13;
    private static final int REMOTE_IRR = 1 << 14;
    private static final int LEVEL = 1 << 15;
    private static final int MASK = 1 << 16;
    private static final int PERIODIC = 1 << 17;

    private final LapicRegister register;
    private int value = LapicRegister.LVT_RESET;

    LocalVector(LapicRegister register) {
        this.register = register;
    }

    void reset() {
        value = LapicRegister.LVT_RESET;
    }

    int value() {
        return value;
    }

    void restore(int before) {
        value = before;
    }

    /** A write; an APIC that is disabled by software keeps the mask set (SDM 3A §10.4.7.2). */
    void write(int written, boolean enabled) {
        value = written & register.writable() | (enabled ? written & MASK : MASK) | value & REMOTE_IRR;
        if (!level()) {
            value &= ~REMOTE_IRR;
        }
    }

    /** The APIC has been disabled by software. */
    void mask() {
        value |= MASK;
    }

    boolean masked() {
        return (value & MASK) != 0;
    }

    int vector() {
        return value & VECTOR;
    }

    Delivery delivery() {
        return Delivery.of(value >> DELIVERY_SHIFT);
    }

    boolean activeLow() {
        return (value & ACTIVE_LOW) != 0;
    }

    /** Whether it is a level-triggered interrupt: a trigger mode counts with fixed delivery only. */
    boolean level() {
        return (value & LEVEL) != 0 && delivery() == Delivery.FIXED;
    }

    boolean periodic() {
        return (value & PERIODIC) != 0;
    }

    boolean remoteIrr() {
        return (value & REMOTE_IRR) != 0;
    }

    void remoteIrr(boolean set) {
        value = set ? value | REMOTE_IRR : value & ~REMOTE_IRR;
    }
}
