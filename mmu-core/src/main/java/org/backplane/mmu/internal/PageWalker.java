package org.backplane.mmu.internal;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.PageFaultException;

/**
 * What the walks of all paging modes share: rights (SDM 3A §4.6), page faults (§4.7), accessed and dirty bits (§4.8).
 *
 * <p>A translation is one {@code long}: the physical address of the 4-KiB page, and in its low 12 bits the combined rights
 * and the attributes of the leaf as {@link PageEntry} bits: US, RW, NX, D, G, PWT, PCD, PAT, and PS for a fragment of a
 * large page.
 *
 * <p>Not modelled: caches of paging-structure entries, which are invisible to software that invalidates as the manual asks.
 */
abstract class PageWalker {
    static final long ABSENT = -1;

    final PhysicalMemory memory;
    final PagingRegisters registers;
    private final PageFaultException fault = new PageFaultException();

    PageWalker(PhysicalMemory memory, PagingRegisters registers) {
        this.memory = memory;
        this.registers = registers;
    }

    /** Translates for an access, setting accessed and dirty bits; throws if there is no right to it. */
    abstract long walk(int linear, Access access, boolean user);

    /** The translation without any check of rights or effect, or {@link #ABSENT}. */
    abstract long probe(int linear);

    /** Whether a cached translation allows an access; a write also needs the dirty bit to be set already. */
    final boolean allows(long translation, Access access, boolean user) {
        int rights = (int) translation;
        return switch (access) {
            case READ -> !user || (rights & PageEntry.US) != 0;
            case WRITE -> (rights & PageEntry.D) != 0 && writable(rights, user);
            case FETCH -> executable(rights, user);
        };
    }

    /** Throws unless rights as a translation has them allow an access. */
    final void check(int linear, int rights, Access access, boolean user) {
        boolean allowed = switch (access) {
            case READ -> !user || (rights & PageEntry.US) != 0;
            case WRITE -> writable(rights, user);
            case FETCH -> executable(rights, user);
        };
        if (!allowed) {
            throw fault(linear, PageFaultException.PRESENT, access, user);
        }
    }

    private boolean writable(int rights, boolean user) {
        boolean writable = (rights & PageEntry.RW) != 0;
        return user ? writable && (rights & PageEntry.US) != 0 : writable || !registers.writeProtect();
    }

    private boolean executable(int rights, boolean user) {
        boolean userPage = (rights & PageEntry.US) != 0;
        return (rights & PageEntry.NX) == 0 && (user ? userPage : !userPage || !registers.smep());
    }

    final PageFaultException notPresent(int linear, Access access, boolean user) {
        return fault(linear, 0, access, user);
    }

    final PageFaultException reserved(int linear, Access access, boolean user) {
        return fault(linear, PageFaultException.PRESENT | PageFaultException.RESERVED, access, user);
    }

    private PageFaultException fault(int linear, int code, Access access, boolean user) {
        return fault.with(linear, code
                | (access == Access.WRITE ? PageFaultException.WRITE : 0)
                | (access == Access.FETCH && registers.reportsFetch() ? PageFaultException.FETCH : 0)
                | (user ? PageFaultException.USER : 0));
    }

    /** Sets the accessed bit and, for a write, the dirty bit of the low half of an entry that was used. */
    final int mark(long address, int entry, boolean dirty) {
        int marked = entry | PageEntry.A | (dirty ? PageEntry.D : 0);
        if (marked != entry) {
            memory.write(address, 4, Integer.toUnsignedLong(marked));
        }
        return marked;
    }

    /**
     * The low 12 bits of a translation.
     *
     * @param rights US, RW and NX that all levels grant
     * @param leaf   the entry that maps the page
     * @param pat    whether its PAT bit is set
     */
    final int attributes(int rights, int leaf, boolean pat) {
        int kept = PageEntry.D | PageEntry.PWT | PageEntry.PCD;
        if ((registers.cr4 & PagingRegisters.CR4_PGE) != 0) {
            kept |= PageEntry.G;
        }
        return rights & (PageEntry.US | PageEntry.RW | PageEntry.NX) | leaf & kept | (pat ? PageEntry.PAT : 0);
    }

    final long masked(long physical) {
        return physical & registers.addressMask;
    }
}
