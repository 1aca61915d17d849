package org.backplane.mmu.internal;

import java.util.BitSet;
import org.backplane.bus.machine.TranslationDTO;
import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.MemoryTypeRegisters;
import org.backplane.mmu.Mmu;
import org.backplane.mmu.PagingFeatures;

/**
 * The MMU: walkers, look-aside buffer, flat tables and memory types together (SDM 3A §4.3, §4.4, §4.10).
 *
 * <p>A translation that was cached with too few rights is looked up again in the page tables before it faults, so a guest
 * that only adds rights need not invalidate. The manual allows both.
 *
 * <p>Not modelled: see {@link PageWalker} and {@link RangeRegisters}.
 */
final class PagingMmu implements Mmu {
    private final PhysicalMemory memory;
    private final PagingRegisters registers = new PagingRegisters();
    private final LegacyWalker legacyWalker;
    private final PaeWalker paeWalker;
    private final RangeRegisters memoryTypes;
    private PageWalker walker;
    private final TranslationCache cache = new TranslationCache();
    private final DirectTables direct;
    private final BitSet protectedPages = new BitSet();
    /** Regions of 4 MiB from which a fragment of a large page was cached: INVLPG must clear all of the region. */
    private final BitSet largeRegions = new BitSet(1024);

    PagingMmu(PhysicalMemory memory, PagingFeatures features) {
        this.memory = memory;
        this.legacyWalker = new LegacyWalker(memory, registers, features);
        this.paeWalker = new PaeWalker(memory, registers, features);
        this.walker = legacyWalker;
        this.memoryTypes = new RangeRegisters(features);
        this.direct = new DirectTables(memory.arena().length);
    }

    @Override
    public int[] directReads(boolean user) {
        return direct.reads[user ? 1 : 0];
    }

    @Override
    public int[] directWrites(boolean user) {
        return direct.writes[user ? 1 : 0];
    }

    @Override
    public int removals() {
        return direct.removals();
    }

    @Override
    public long translate(int linear, Access access, boolean user) {
        long translation = registers.paging() ? cached(linear, access, user) : identity(linear);
        long page = translation & ~0xFFFL;
        if (access != Access.FETCH) {
            enterDirect(linear, page, access, user, (translation & PageEntry.G) != 0);
        }
        return page | linear & 0xFFF;
    }

    private long cached(int linear, Access access, boolean user) {
        long translation = cache.find(linear);
        if (translation == -1 || !walker.allows(translation, access, user)) {
            translation = walker.walk(linear, access, user);
            cache.enter(linear, translation);
            tell(linear, translation);
            if ((translation & PageEntry.PS) != 0) {
                largeRegions.set(linear >>> 22);
            }
        }
        return translation;
    }

    /** The fabric compares the memory type with what the range there wants. */
    private void tell(int linear, long translation) {
        memory.mapped(Integer.toUnsignedLong(linear), translation & ~0xFFFL | linear & 0xFFF,
                memoryTypes.asked(translation));
    }

    @Override
    public TranslationDTO explain(int linear) {
        return new PageExplainer(memory, registers, memoryTypes).explain(linear,
                registers.paging() ? walker.probe(linear) : identity(linear));
    }

    @Override
    public long cachedFetch(int linear, boolean user) {
        long translation = registers.paging() ? cache.find(linear) : identity(linear);
        if (translation == -1 || registers.paging() && !walker.allows(translation, Access.FETCH, user)) {
            return -1;
        }
        return translation & ~0xFFFL | linear & 0xFFF;
    }

    private long identity(int linear) {
        return Integer.toUnsignedLong(linear & PageEntry.FRAME_4K) & registers.addressMask;
    }

    private void enterDirect(int linear, long page, Access access, boolean user, boolean isGlobal) {
        if (access == Access.READ) {
            int index = memory.readIndex(page);
            if (index >= 0) {
                direct.enterRead(linear, index, user, isGlobal);
            }
        } else {
            int index = memory.writeIndex(page);
            if (index >= 0) {
                direct.enterWrite(linear, index, protectedPages.get(index >>> 12), user, isGlobal);
            }
        }
    }

    @Override
    public int arenaIndex(long physical) {
        int index = memory.readIndex(physical & ~0xFFFL);
        return index < 0 ? -1 : index + (int) (physical & 0xFFF);
    }

    @Override
    public long probe(int linear) {
        if (!registers.paging()) {
            return identity(linear) | linear & 0xFFF;
        }
        long translation = walker.probe(linear);
        return translation == PageWalker.ABSENT ? -1 : translation & ~0xFFFL | linear & 0xFFF;
    }

    @Override
    public MemoryTypeRegisters memoryTypes() {
        return memoryTypes;
    }

    @Override
    public boolean hasValidPointers(int cr3) {
        return paeWalker.hasValidPointers(cr3);
    }

    @Override
    public void setExecuteDisable(boolean enabled) {
        if (registers.executeDisable != enabled) {
            registers.executeDisable = enabled;
            invalidateAll();
        }
    }

    @Override
    public void writeCr0(int value) {
        int changed = registers.cr0 ^ value;
        registers.cr0 = value;
        if ((changed & (PagingRegisters.CR0_PG | PagingRegisters.CR0_CD | PagingRegisters.CR0_NW)) != 0) {
            loadPointers();
        }
        if ((changed & (PagingRegisters.CR0_PG | PagingRegisters.CR0_WP)) != 0) {
            invalidateAll();
        }
    }

    @Override
    public void writeCr3(int value) {
        registers.cr3 = value;
        loadPointers();
        cache.clearNonGlobal();
        direct.clear(true);
    }

    @Override
    public void writeCr4(int value) {
        int changed = registers.cr4 ^ value;
        registers.cr4 = value;
        if ((changed & (PagingRegisters.CR4_PSE | PagingRegisters.CR4_PAE | PagingRegisters.CR4_PGE
                | PagingRegisters.CR4_SMEP)) != 0) {
            walker = registers.pae() ? paeWalker : legacyWalker;
            loadPointers();
            invalidateAll();
        }
    }

    private void loadPointers() {
        if (registers.paging() && registers.pae()) {
            paeWalker.loadPointers();
        }
    }

    @Override
    public long[] pointers() {
        return paeWalker.pointers();
    }

    @Override
    public void restore(int cr0, int cr3, int cr4, long[] pointers) {
        registers.cr0 = cr0;
        registers.cr3 = cr3;
        registers.cr4 = cr4;
        walker = registers.pae() ? paeWalker : legacyWalker;
        paeWalker.setPointers(pointers);
        invalidateAll();
    }

    @Override
    public void setAddressMask(long mask) {
        if (registers.addressMask != mask) {
            registers.addressMask = mask;
            invalidateAll();
        }
    }

    @Override
    public void invalidatePage(int linear) {
        if (largeRegions.get(linear >>> 22)) {
            int region = linear & PageEntry.FRAME_4M;
            for (int page = 0; page < 1024; page++) {
                forget(region | page << 12);
            }
            largeRegions.clear(linear >>> 22);
        } else {
            forget(linear);
        }
    }

    private void forget(int linear) {
        cache.forget(linear);
        direct.forget(linear >>> 12);
    }

    @Override
    public void invalidateAll() {
        cache.clear();
        direct.clear(false);
        largeRegions.clear();
    }

    @Override
    public void revokeWrites() {
        direct.revokeWrites();
    }

    @Override
    public void revokeWrites(int arenaIndex, int length) {
        direct.revokeWrites(arenaIndex >>> 12, arenaIndex + length - 1 >>> 12);
    }

    @Override
    public void protectPage(int arenaIndex) {
        int page = arenaIndex >>> 12;
        if (!protectedPages.get(page)) {
            protectedPages.set(page);
            direct.revokeWrites(page, page);
        }
    }

    @Override
    public void unprotectPage(int arenaIndex) {
        int page = arenaIndex >>> 12;
        protectedPages.clear(page);
        direct.revokeWrites(page, page);
    }
}
