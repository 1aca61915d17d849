package org.backplane.mmu.internal;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.PageFaultException;

/**
 * Walks the paging structures of 32-bit paging (SDM 3A §4.3) and checks the rights (§4.6).
 *
 * <p>A translation comes back as one {@code long}: the physical address of the 4-KiB page, and in its low 12 bits the
 * combined rights as {@link PageEntry} bits: US, RW, D, G, and PS for a fragment of a 4-MiB page.
 *
 * <p>Not modelled: PAE, NX, PSE-36 and PAT; caches of paging-structure entries, which are invisible to software that
 * invalidates as the manual asks.
 */
final class PageWalker {
    private final PhysicalMemory memory;
    private final PageFaultException fault = new PageFaultException();
    private int cr0;
    private int cr3;
    private int cr4;
    private long addressMask = -1L;

    PageWalker(PhysicalMemory memory) {
        this.memory = memory;
    }

    void registers(int cr0, int cr3, int cr4, long addressMask) {
        this.cr0 = cr0;
        this.cr3 = cr3;
        this.cr4 = cr4;
        this.addressMask = addressMask;
    }

    /** Translates for an access, setting accessed and dirty bits; throws if there is no right to it. */
    long walk(int linear, Access access, boolean user) {
        long pdeAddress = pdeAddress(linear);
        int pde = read(pdeAddress);
        if ((pde & PageEntry.P) == 0) {
            throw fault(linear, 0, access, user);
        }
        boolean write = access == Access.WRITE;
        if (isLarge(pde)) {
            if ((pde & PageEntry.RESERVED_4M) != 0) {
                throw fault(linear, PageFaultException.PRESENT | PageFaultException.RESERVED, access, user);
            }
            check(linear, pde, access, user);
            int used = mark(pdeAddress, pde, write);
            return translation(largeFrame(used, linear), used, used);
        }
        long pteAddress = pteAddress(pde, linear);
        int pte = read(pteAddress);
        if ((pte & PageEntry.P) == 0) {
            throw fault(linear, 0, access, user);
        }
        if ((pte & PageEntry.RESERVED_4K) != 0 && (cr4 & PageEntry.CR4_PSE) != 0) {
            throw fault(linear, PageFaultException.PRESENT | PageFaultException.RESERVED, access, user);
        }
        check(linear, pde & pte, access, user);
        mark(pdeAddress, pde, false);
        int used = mark(pteAddress, pte, write);
        return translation(used & PageEntry.FRAME_4K, pde & used, used) & ~PageEntry.PS;
    }

    /** The physical address without any check of rights or effect, or -1. */
    long probe(int linear) {
        int pde = (int) memory.peek(pdeAddress(linear), 4);
        if ((pde & PageEntry.P) == 0) {
            return -1;
        }
        if (isLarge(pde)) {
            return masked(largeFrame(pde, linear) | linear & 0xFFF);
        }
        int pte = (int) memory.peek(pteAddress(pde, linear), 4);
        return (pte & PageEntry.P) == 0 ? -1 : masked(pte & PageEntry.FRAME_4K | linear & 0xFFF);
    }

    /** Whether a cached translation allows an access; a write also needs the dirty bit to be set already. */
    boolean allows(long translation, Access access, boolean user) {
        int rights = (int) translation;
        if (user && (rights & PageEntry.US) == 0) {
            return false;
        }
        return access != Access.WRITE || (rights & PageEntry.D) != 0 && writable(rights, user);
    }

    private void check(int linear, int rights, Access access, boolean user) {
        boolean denied = user && (rights & PageEntry.US) == 0
                || access == Access.WRITE && !writable(rights, user);
        if (denied) {
            throw fault(linear, PageFaultException.PRESENT, access, user);
        }
    }

    private boolean writable(int rights, boolean user) {
        return (rights & PageEntry.RW) != 0 || !user && (cr0 & PageEntry.CR0_WP) == 0;
    }

    private boolean isLarge(int pde) {
        return (pde & PageEntry.PS) != 0 && (cr4 & PageEntry.CR4_PSE) != 0;
    }

    private static int largeFrame(int pde, int linear) {
        return pde & PageEntry.FRAME_4M | linear & ~PageEntry.FRAME_4M & PageEntry.FRAME_4K;
    }

    /** Sets the accessed bit and, for a write, the dirty bit of an entry that was used (SDM 3A §4.8). */
    private int mark(long address, int entry, boolean dirty) {
        int marked = entry | PageEntry.A | (dirty ? PageEntry.D : 0);
        if (marked != entry) {
            memory.write(address, 4, Integer.toUnsignedLong(marked));
        }
        return marked;
    }

    private long translation(int frame, int rights, int leaf) {
        int kept = rights & (PageEntry.US | PageEntry.RW) | leaf & (PageEntry.D | PageEntry.PS);
        if ((cr4 & PageEntry.CR4_PGE) != 0) {
            kept |= leaf & PageEntry.G;
        }
        return masked(frame) | kept;
    }

    private long pdeAddress(int linear) {
        return masked(cr3 & PageEntry.FRAME_4K | linear >>> 22 << 2);
    }

    private long pteAddress(int pde, int linear) {
        return masked(pde & PageEntry.FRAME_4K | (linear >>> 12 & 0x3FF) << 2);
    }

    private long masked(int physical) {
        return Integer.toUnsignedLong(physical) & addressMask;
    }

    private int read(long physical) {
        return (int) memory.read(physical, 4);
    }

    private PageFaultException fault(int linear, int code, Access access, boolean user) {
        return fault.with(linear, code
                | (access == Access.WRITE ? PageFaultException.WRITE : 0)
                | (user ? PageFaultException.USER : 0));
    }
}
