package org.backplane.mmu.internal;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.PagingFeatures;

/**
 * Walks the paging structures of PAE paging: four registers that hold the page-directory-pointer-table entries, 4-KiB and
 * 2-MiB pages, 64-bit entries with execute-disable (SDM 3A §4.4).
 */
final class PaeWalker extends PageWalker {
    private static final int POINTERS = 4;
    private static final int ENTRY_BYTES = 8;
    private static final int TABLE_MASK = 0xFFFFFFE0;
    private static final int OFFSET_2M = 0x001FF000;

    private final long frameMask;
    private final long reservedPae;
    private final long reserved2M;
    private final long reserved4K;
    private final long reservedPointer;
    private final boolean hasPat;
    private final long[] pointers = new long[POINTERS];

    PaeWalker(PhysicalMemory memory, PagingRegisters registers, PagingFeatures features) {
        super(memory, registers);
        frameMask = (1L << features.physicalBits()) - 1 & ~0xFFFL;
        reservedPae = PageEntry.reservedPae(features);
        reserved2M = PageEntry.reserved2M(features);
        reserved4K = reservedPae | PageEntry.reserved4K(features);
        reservedPointer = PageEntry.reservedPointer(features);
        hasPat = features.pat();
    }

    /** Whether the entries at an address can be loaded (SDM 3A §4.4.1). */
    boolean hasValidPointers(int cr3) {
        for (int i = 0; i < POINTERS; i++) {
            long pointer = memory.read(pointerAddress(cr3, i), ENTRY_BYTES);
            if ((pointer & PageEntry.P) != 0 && (pointer & reservedPointer) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Loads the four registers. */
    void loadPointers() {
        for (int i = 0; i < POINTERS; i++) {
            pointers[i] = memory.read(pointerAddress(registers.cr3, i), ENTRY_BYTES);
        }
    }

    long[] pointers() {
        return pointers.clone();
    }

    void setPointers(long[] values) {
        System.arraycopy(values, 0, pointers, 0, POINTERS);
    }

    private long pointerAddress(int cr3, int index) {
        return masked(Integer.toUnsignedLong((cr3 & TABLE_MASK) + index * ENTRY_BYTES));
    }

    @Override
    long walk(int linear, Access access, boolean user) {
        long pointer = pointers[linear >>> 30];
        if ((pointer & PageEntry.P) == 0) {
            throw notPresent(linear, access, user);
        }
        long pdeAddress = pdeAddress(pointer, linear);
        long pde = memory.read(pdeAddress, ENTRY_BYTES);
        if ((pde & PageEntry.P) == 0) {
            throw notPresent(linear, access, user);
        }
        boolean isLarge = (pde & PageEntry.PS) != 0;
        if ((pde & (isLarge ? reserved2M : reservedPae)) != 0 || disabledExecuteDisable(pde)) {
            throw reserved(linear, access, user);
        }
        boolean write = access == Access.WRITE;
        if (isLarge) {
            check(linear, rights(pde), access, user);
            int used = mark(pdeAddress, (int) pde, write);
            return large(pde & ~0xFFFL | used & 0xFFF, linear);
        }
        long pteAddress = pteAddress(pde, linear);
        long pte = memory.read(pteAddress, ENTRY_BYTES);
        if ((pte & PageEntry.P) == 0) {
            throw notPresent(linear, access, user);
        }
        if ((pte & reserved4K) != 0 || disabledExecuteDisable(pte)) {
            throw reserved(linear, access, user);
        }
        check(linear, combined(pde, pte), access, user);
        mark(pdeAddress, (int) pde, false);
        return small(pde, pte & ~0xFFFL | mark(pteAddress, (int) pte, write) & 0xFFF);
    }

    @Override
    long probe(int linear) {
        long pointer = pointers[linear >>> 30];
        if ((pointer & PageEntry.P) == 0) {
            return ABSENT;
        }
        long pde = memory.peek(pdeAddress(pointer, linear), ENTRY_BYTES);
        if ((pde & PageEntry.P) == 0) {
            return ABSENT;
        }
        if ((pde & PageEntry.PS) != 0) {
            return large(pde, linear);
        }
        long pte = memory.peek(pteAddress(pde, linear), ENTRY_BYTES);
        return (pte & PageEntry.P) == 0 ? ABSENT : small(pde, pte);
    }

    /** Bit 63 is reserved as long as IA32_EFER.NXE is clear. */
    private boolean disabledExecuteDisable(long entry) {
        return entry < 0 && !registers.executeDisable;
    }

    /** US and RW of an entry, and its execute-disable bit as NX. */
    private static int rights(long entry) {
        return (int) entry & (PageEntry.US | PageEntry.RW) | (entry < 0 ? PageEntry.NX : 0);
    }

    /** Both levels must grant; either may disable execution (SDM 3A §4.6). */
    private static int combined(long pde, long pte) {
        int both = rights(pde) & rights(pte) & ~PageEntry.NX;
        return both | (rights(pde) | rights(pte)) & PageEntry.NX;
    }

    private long small(long pde, long pte) {
        boolean pat = hasPat && (pte & PageEntry.PAT_4K) != 0;
        return masked(pte & frameMask) | attributes(combined(pde, pte), (int) pte, pat);
    }

    private long large(long pde, int linear) {
        long frame = pde & frameMask & ~(OFFSET_2M | 0xFFFL) | linear & OFFSET_2M;
        boolean pat = hasPat && (pde & PageEntry.PAT_LARGE) != 0;
        return masked(frame) | PageEntry.PS | attributes(rights(pde), (int) pde, pat);
    }

    private long pdeAddress(long pointer, int linear) {
        return masked(pointer & frameMask | (linear >>> 21 & 0x1FF) * ENTRY_BYTES);
    }

    private long pteAddress(long pde, int linear) {
        return masked(pde & frameMask | (linear >>> 12 & 0x1FF) * ENTRY_BYTES);
    }
}
