package org.backplane.mmu.internal;

/** What paging reads of the processor's registers (SDM 3A §4.1.3). */
final class PagingRegisters {
    static final int CR0_WP = 1 << 16;
    static final int CR0_NW = 1 << 29;
    static final int CR0_CD = 1 << 30;
    static final int CR0_PG = 1 << 31;
    static final int CR4_PSE = 1 << 4;
    static final int CR4_PAE = 1 << 5;
    static final int CR4_PGE = 1 << 7;
    static final int CR4_SMEP = 1 << 20;

    int cr0;
    int cr3;
    int cr4;
    /** IA32_EFER.NXE. */
    boolean executeDisable;
    /** And-ed to each physical address that goes out. */
    long addressMask = -1L;

    boolean paging() {
        return (cr0 & CR0_PG) != 0;
    }

    boolean pae() {
        return (cr4 & CR4_PAE) != 0;
    }

    boolean writeProtect() {
        return (cr0 & CR0_WP) != 0;
    }

    boolean smep() {
        return (cr4 & CR4_SMEP) != 0;
    }

    /** Whether an instruction fetch shows in a page fault's error code (SDM 3A §4.7). */
    boolean reportsFetch() {
        return smep() || pae() && executeDisable;
    }
}
