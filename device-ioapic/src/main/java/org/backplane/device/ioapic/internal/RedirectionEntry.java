package org.backplane.device.ioapic.internal;

import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;

/**
 * A register of the I/O redirection table (82093AA §3.2.4): what an input becomes. Delivery status is never pending, because
 * messages arrive at once.
 */
final class RedirectionEntry {
    static final int LOW_WRITABLE = 0x0001_afff;
    static final int HIGH_WRITABLE = 0xff00_0000;

    private static final int VECTOR = 0xff;
    private static final int LOGICAL = 1 << 11;
    private static final int ACTIVE_LOW = 1 << 13;
    private static final int REMOTE_IRR = 1 << 14;
    private static final int LEVEL = 1 << 15;
    private static final int MASK = 1 << 16;
    private static final int DESTINATION_SHIFT = 24;

    private int low = MASK;
    private int high;

    void reset() {
        low = MASK;
        high = 0;
    }

    long state() {
        return (long) high << Integer.SIZE | Integer.toUnsignedLong(low);
    }

    void restore(long before) {
        low = (int) before;
        high = (int) (before >>> Integer.SIZE);
    }

    int low() {
        return low;
    }

    int high() {
        return high;
    }

    /** An entry that becomes edge triggered forgets that its interrupt has not ended. */
    void low(int value) {
        low = value & LOW_WRITABLE | low & REMOTE_IRR;
        if (!level()) {
            low &= ~REMOTE_IRR;
        }
    }

    void high(int value) {
        high = value & HIGH_WRITABLE;
    }

    int vector() {
        return low & VECTOR;
    }

    boolean masked() {
        return (low & MASK) != 0;
    }

    boolean activeLow() {
        return (low & ACTIVE_LOW) != 0;
    }

    /** Whether it is level triggered: NMI, INIT and ExtINT are edges whatever the bit says, SMI as well. */
    boolean level() {
        Delivery delivery = Delivery.of(low >> 8);
        return (low & LEVEL) != 0 && (delivery == Delivery.FIXED || delivery == Delivery.LOWEST_PRIORITY);
    }

    /** A local APIC has accepted the level-triggered interrupt, and it has not ended. */
    boolean remoteIrr() {
        return (low & REMOTE_IRR) != 0;
    }

    void remoteIrr(boolean set) {
        low = set ? low | REMOTE_IRR : low & ~REMOTE_IRR;
    }

    InterruptMessage message() {
        return new InterruptMessage(high >>> DESTINATION_SHIFT, (low & LOGICAL) != 0, Delivery.of(low >> 8), vector(), level());
    }
}
