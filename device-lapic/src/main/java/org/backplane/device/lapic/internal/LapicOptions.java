package org.backplane.device.lapic.internal;

import org.backplane.bus.apic.LocalApic;

/**
 * What a board decides about its APIC.
 *
 * @param id      the APIC ID after reset, 0 to 254
 * @param enabled whether IA32_APIC_BASE enables it after reset
 */
record LapicOptions(int id, boolean enabled) {
    private static final int HIGHEST_ID = 254;

    LapicOptions {
        if (id < 0 || id > HIGHEST_ID) {
            throw new IllegalArgumentException("id: " + id + " is not between 0 and " + HIGHEST_ID);
        }
    }

    /** IA32_APIC_BASE after reset: it is the bootstrap processor. */
    long base() {
        return LapicChip.DEFAULT_ADDRESS | LocalApic.BASE_BSP | (enabled ? LocalApic.BASE_ENABLE : 0);
    }
}
