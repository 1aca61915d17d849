package org.backplane.mmu.internal;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.PagingFeatures;

/** Walks the two levels of 32-bit paging: 4-KiB pages, and 4-MiB pages, with PSE-36 up to 40 address bits (SDM 3A §4.3). */
final class LegacyWalker extends PageWalker {
    private final int reserved4M;
    private final int reserved4K;
    private final int highMask;

    LegacyWalker(PhysicalMemory memory, PagingRegisters registers, PagingFeatures features) {
        super(memory, registers);
        reserved4M = PageEntry.reserved4M(features);
        reserved4K = PageEntry.reserved4K(features);
        highMask = (1 << PageEntry.highBits(features)) - 1;
    }

    @Override
    long walk(int linear, Access access, boolean user) {
        long pdeAddress = pdeAddress(linear);
        int pde = (int) memory.read(pdeAddress, 4);
        if ((pde & PageEntry.P) == 0) {
            throw notPresent(linear, access, user);
        }
        boolean write = access == Access.WRITE;
        if (isLarge(pde)) {
            if ((pde & reserved4M) != 0) {
                throw reserved(linear, access, user);
            }
            check(linear, pde & ~PageEntry.NX, access, user);
            return large(mark(pdeAddress, pde, write), linear);
        }
        long pteAddress = pteAddress(pde, linear);
        int pte = (int) memory.read(pteAddress, 4);
        if ((pte & PageEntry.P) == 0) {
            throw notPresent(linear, access, user);
        }
        if ((pte & reserved4K) != 0 && pse()) {
            throw reserved(linear, access, user);
        }
        check(linear, pde & pte & ~PageEntry.NX, access, user);
        mark(pdeAddress, pde, false);
        return small(pde, mark(pteAddress, pte, write));
    }

    @Override
    long probe(int linear) {
        int pde = (int) memory.peek(pdeAddress(linear), 4);
        if ((pde & PageEntry.P) == 0) {
            return ABSENT;
        }
        if (isLarge(pde)) {
            return large(pde, linear);
        }
        int pte = (int) memory.peek(pteAddress(pde, linear), 4);
        return (pte & PageEntry.P) == 0 ? ABSENT : small(pde, pte);
    }

    private long small(int pde, int pte) {
        boolean pat = reserved4K == 0 && (pte & PageEntry.PAT_4K) != 0;
        return masked(Integer.toUnsignedLong(pte & PageEntry.FRAME_4K)) | attributes(pde & pte & ~PageEntry.NX, pte, pat);
    }

    private long large(int pde, int linear) {
        long high = pde >>> PageEntry.HIGH_SHIFT & highMask;
        long frame = high << 32
                | Integer.toUnsignedLong(pde & PageEntry.FRAME_4M | linear & ~PageEntry.FRAME_4M & PageEntry.FRAME_4K);
        boolean pat = reserved4K == 0 && (pde & PageEntry.PAT_LARGE) != 0;
        return masked(frame) | PageEntry.PS | attributes(pde & ~PageEntry.NX, pde, pat);
    }

    private boolean pse() {
        return (registers.cr4 & PagingRegisters.CR4_PSE) != 0;
    }

    private boolean isLarge(int pde) {
        return (pde & PageEntry.PS) != 0 && pse();
    }

    private long pdeAddress(int linear) {
        return masked(Integer.toUnsignedLong(registers.cr3 & PageEntry.FRAME_4K | linear >>> 22 << 2));
    }

    private long pteAddress(int pde, int linear) {
        return masked(Integer.toUnsignedLong(pde & PageEntry.FRAME_4K | (linear >>> 12 & 0x3FF) << 2));
    }
}
