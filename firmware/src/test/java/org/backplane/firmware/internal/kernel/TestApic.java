package org.backplane.firmware.internal.kernel;

import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.LocalApic;

/** A local APIC, as far as a loader asks it. */
final class TestApic implements LocalApic {
    long base = 0xFEE0_0900L;
    private final int id;

    TestApic(int id) {
        this.id = id;
    }

    @Override
    public int initialId() {
        return id;
    }

    @Override
    public long base() {
        return base;
    }

    @Override
    public void base(long value) {
        throw new AssertionError(value);
    }

    @Override
    public boolean deliver(InterruptMessage message) {
        throw new AssertionError(message);
    }

    @Override
    public int acknowledge() {
        throw new AssertionError("a loader does not acknowledge");
    }
}
