package org.backplane.mmu.internal;

import org.backplane.bus.MemoryType;

/** IA32_PAT: eight memory types, of which the PAT, PCD and PWT bits of an entry choose one (SDM 3A §11.12). */
final class PageAttributeTable {
    /** WB, WT, UC-, UC, twice (SDM 3A table 11-12). */
    private static final long RESET = 0x0007_0406_0007_0406L;
    private static final int ENTRIES = 8;
    private static final int UC_MINUS = 7;

    private long value = RESET;

    long value() {
        return value;
    }

    /** Writes the register unless the value is reserved. */
    boolean write(long newValue) {
        for (int i = 0; i < ENTRIES; i++) {
            int type = (int) (newValue >>> 8 * i) & 0xFF;
            if (type != UC_MINUS && !MemoryTypeCode.isKnown(type)) {
                return false;
            }
        }
        value = newValue;
        return true;
    }

    void reset() {
        value = RESET;
    }

    /** The type that a translation's bits choose (SDM 3A table 11-11). */
    MemoryType type(long translation) {
        int entry = ((translation & PageEntry.PAT) != 0 ? 4 : 0) | ((translation & PageEntry.PCD) != 0 ? 2 : 0)
                | ((translation & PageEntry.PWT) != 0 ? 1 : 0);
        int type = (int) (value >>> 8 * entry) & 7;
        return type == UC_MINUS ? MemoryType.UC_MINUS : MemoryTypeCode.of(type);
    }
}
