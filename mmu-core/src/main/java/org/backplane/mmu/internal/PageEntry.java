package org.backplane.mmu.internal;

/** Bits of page-directory and page-table entries (SDM 3A §4.3, tables 4-4 to 4-6), and of the registers that matter. */
final class PageEntry {
    static final int P = 1;
    static final int RW = 1 << 1;
    static final int US = 1 << 2;
    static final int A = 1 << 5;
    static final int D = 1 << 6;
    static final int PS = 1 << 7;
    static final int G = 1 << 8;
    static final int FRAME_4K = 0xFFFFF000;
    static final int FRAME_4M = 0xFFC00000;
    /** Reserved in a PDE that maps a 4-MiB page: bits 21:13 without PSE-36, bit 12 without PAT (SDM 3A §4.3). */
    static final int RESERVED_4M = 0x003FF000;
    /** Reserved in a PTE without PAT, while CR4.PSE is set (SDM 3A §4.3). */
    static final int RESERVED_4K = 1 << 7;

    static final int CR0_WP = 1 << 16;
    static final int CR0_PG = 1 << 31;
    static final int CR4_PSE = 1 << 4;
    static final int CR4_PGE = 1 << 7;

    private PageEntry() {
    }
}
