package org.backplane.device.ioapic.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.apic.InterruptMessage;
import org.backplane.bus.apic.LocalApic;

/** A local APIC that writes down what it gets. */
final class Processor implements LocalApic {
    final List<InterruptMessage> messages = new ArrayList<>();
    boolean accepts = true;

    /** What has come since the last call. */
    List<InterruptMessage> take() {
        List<InterruptMessage> taken = List.copyOf(messages);
        messages.clear();
        return taken;
    }

    @Override
    public boolean deliver(InterruptMessage message) {
        messages.add(message);
        return accepts;
    }

    @Override
    public int initialId() {
        return 0;
    }

    @Override
    public long base() {
        return 0;
    }

    @Override
    public void base(long value) {
        throw new AssertionError(value);
    }

    @Override
    public int acknowledge() {
        throw new AssertionError("an I/O APIC does not acknowledge");
    }
}
