package org.backplane.device.lapic.internal;

import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;

/** The interrupt command register (SDM 3A §10.6.1): a write of the low half sends. */
final class InterruptCommand {
    private static final int LOGICAL = 1 << 11;
    private static final int ASSERT = 1 << 14;
    private static final int LEVEL = 1 << 15;
    private static final int SHORTHAND_SHIFT = 18;

    /** Who is meant, without a look at the destination; the ordinal is the field's value. */
    enum Shorthand {
        NONE, SELF, ALL, ALL_BUT_SELF;

        private static final Shorthand[] BY_CODE = values();
    }

    private int low;
    private int high;

    int low() {
        return low;
    }

    int high() {
        return high;
    }

    void low(int value) {
        low = value & LapicRegister.ICR_LOW.writable();
    }

    void high(int value) {
        high = value & LapicRegister.ICR_HIGH.writable();
    }

    void reset() {
        low = 0;
        high = 0;
    }

    Shorthand shorthand() {
        return Shorthand.BY_CODE[low >> SHORTHAND_SHIFT & 3];
    }

    /** The command that once synchronized arbitration priorities, and that nothing obeys any more. */
    boolean isInitDeassert() {
        return delivery() == Delivery.INIT && (low & LEVEL) != 0 && (low & ASSERT) == 0;
    }

    Delivery delivery() {
        return Delivery.of(low >> 8);
    }

    /** Whether it asks for the interrupt of its vector. */
    boolean isVectored() {
        return delivery() == Delivery.FIXED || delivery() == Delivery.LOWEST_PRIORITY;
    }

    /** Messages between processors are edges, whatever the trigger mode says. */
    InterruptMessage message() {
        return new InterruptMessage(high >>> Addressing.SHIFT, (low & LOGICAL) != 0, delivery(), low & 0xff, false);
    }
}
