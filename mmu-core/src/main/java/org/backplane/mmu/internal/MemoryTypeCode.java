package org.backplane.mmu.internal;

import org.backplane.bus.MemoryType;

/** How registers encode memory types (SDM 3A tables 11-8 and 11-10), and how two of them combine (table 11-7). */
final class MemoryTypeCode {
    private static final int UC = 0;
    private static final int WC = 1;
    private static final int WT = 4;
    private static final int WP = 5;
    private static final int WB = 6;

    private MemoryTypeCode() {
    }

    static boolean isKnown(int code) {
        return code == UC || code == WC || code == WT || code == WP || code == WB;
    }

    static MemoryType of(int code) {
        return switch (code) {
            case WC -> MemoryType.WC;
            case WT -> MemoryType.WT;
            case WP -> MemoryType.WP;
            case WB -> MemoryType.WB;
            default -> MemoryType.UC;
        };
    }

    /**
     * The effective type of a page (SDM 3A table 11-7, with its implementation-defined rows as the table has them).
     *
     * @param range what the MTRRs say of the physical address
     * @param page  what the PAT says of the page
     */
    static MemoryType combine(MemoryType range, MemoryType page) {
        return switch (page) {
            case UC -> MemoryType.UC;
            case WC -> MemoryType.WC;
            case UC_MINUS -> range == MemoryType.WC || range == MemoryType.WP ? MemoryType.WC : MemoryType.UC;
            case WT -> range == MemoryType.UC || range == MemoryType.WC ? MemoryType.UC : MemoryType.WT;
            case WP -> range == MemoryType.UC || range == MemoryType.WC ? MemoryType.UC : MemoryType.WP;
            case WB -> range;
        };
    }
}
