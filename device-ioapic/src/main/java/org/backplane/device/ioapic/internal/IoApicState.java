package org.backplane.device.ioapic.internal;

import java.util.Arrays;
import org.backplane.bus.state.StateSchema;

/**
 * Everything that the chip remembers.
 *
 * @param index       IOREGSEL
 * @param id          IOAPICID
 * @param arbitration IOAPICARB
 * @param entries     the redirection table
 * @param pins        the levels of the inputs, one bit each
 */
record IoApicState(int index, int id, int arbitration, long[] entries, int pins) {
    static final StateSchema SCHEMA = new StateSchema(IoApicComponent.PID, 1);

    /** The state at power-on: all entries are masked. */
    static IoApicState powerOn() {
        long[] entries = new long[IoApicChip.ENTRIES];
        Arrays.fill(entries, new RedirectionEntry().state());
        return new IoApicState(0, 0, 0, entries, 0);
    }
}
