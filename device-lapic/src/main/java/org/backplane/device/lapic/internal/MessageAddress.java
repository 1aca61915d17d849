package org.backplane.device.lapic.internal;

import java.util.Optional;
import org.backplane.bus.apic.Delivery;
import org.backplane.bus.apic.InterruptMessage;

/**
 * Messages that PCI functions write to memory (SDM 3A §10.11). The destination mode counts whatever the redirection hint
 * says, as it does on the processors that operating systems run on.
 */
final class MessageAddress {
    private static final int DESTINATION_SHIFT = 12;
    private static final int LOGICAL = 1 << 2;
    private static final int LEVEL = 1 << 15;
    private static final int ASSERT = 1 << 14;

    private MessageAddress() {
    }

    /** The message; empty if it says only that a level is over, which no local APIC minds. */
    static Optional<InterruptMessage> decode(long offset, int data) {
        boolean level = (data & LEVEL) != 0;
        if (level && (data & ASSERT) == 0) {
            return Optional.empty();
        }
        return Optional.of(new InterruptMessage((int) (offset >> DESTINATION_SHIFT) & 0xff, (offset & LOGICAL) != 0,
                Delivery.of(data >> 8), data & 0xff, level));
    }
}
