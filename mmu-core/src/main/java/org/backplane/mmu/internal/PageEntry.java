package org.backplane.mmu.internal;

import org.backplane.mmu.PagingFeatures;

/** Bits of page-directory and page-table entries (SDM 3A §4.3, tables 4-4 to 4-6; §4.4, tables 4-8 to 4-11). */
final class PageEntry {
    static final int P = 1;
    static final int RW = 1 << 1;
    static final int US = 1 << 2;
    static final int PWT = 1 << 3;
    static final int PCD = 1 << 4;
    static final int A = 1 << 5;
    static final int D = 1 << 6;
    /** In a directory entry: it maps a large page. */
    static final int PS = 1 << 7;
    static final int G = 1 << 8;
    /** In a translation, where the three bits are free: execute-disable, and the PAT bit. */
    static final int NX = 1 << 9;
    static final int PAT = 1 << 10;
    static final int FRAME_4K = 0xFFFFF000;
    static final int FRAME_4M = 0xFFC00000;

    /** Where a 4-KiB entry, and where one of a large page, has its PAT bit. */
    static final int PAT_4K = 1 << 7;
    static final int PAT_LARGE = 1 << 12;
    /** Bits 35:32 of a 4-MiB page's address with PSE-36 are bits 16:13 of its entry. */
    static final int HIGH_SHIFT = 13;
    private static final int HIGH_BITS_MOST = 8;
    private static final int RESERVED_21_12 = 0x003FF000;

    /** Bit 63 of a PAE entry: execute-disable, reserved unless IA32_EFER.NXE is set. */
    static final long XD = 1L << 63;
    private static final long RESERVED_20_13 = 0x001FE000L;

    private PageEntry() {
    }

    /**
     * What is reserved in a PDE that maps a 4-MiB page: bit 21, and of the bits below it those that PSE-36 and PAT do not
     * give a meaning (SDM 3A §4.3, table 4-4).
     */
    static int reserved4M(PagingFeatures features) {
        int used = features.pat() ? PAT_LARGE : 0;
        if (features.pse36()) {
            used |= (1 << highBits(features)) - 1 << HIGH_SHIFT;
        }
        return RESERVED_21_12 & ~used;
    }

    /** How many address bits above 31 PSE-36 gives a 4-MiB page: up to the 40th. */
    static int highBits(PagingFeatures features) {
        return features.pse36() ? Math.min(features.physicalBits() - 32, HIGH_BITS_MOST) : 0;
    }

    /** What is reserved in a PTE while CR4.PSE or CR4.PAE is set: its PAT bit without PAT (SDM 3A §4.3, table 4-6). */
    static int reserved4K(PagingFeatures features) {
        return features.pat() ? 0 : PAT_4K;
    }

    /** The address bits above the physical-address width, which every PAE entry must have clear. */
    static long reservedPae(PagingFeatures features) {
        return ~XD & -1L << features.physicalBits();
    }

    /** What is reserved in a PAE directory entry that maps a 2-MiB page (SDM 3A §4.4, table 4-9). */
    static long reserved2M(PagingFeatures features) {
        return reservedPae(features) | RESERVED_20_13 | (features.pat() ? 0 : PAT_LARGE);
    }

    /** What is reserved in a page-directory-pointer-table entry: bits 2:1 and 8:5, and the upper ones (table 4-8). */
    static long reservedPointer(PagingFeatures features) {
        return reservedPae(features) | XD | 0x1E6L;
    }
}
