package org.backplane.mmu.internal;

import java.util.BitSet;
import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Access;
import org.backplane.mmu.Mmu;

/**
 * The MMU: walker, look-aside buffer and flat tables together (SDM 3A §4.3, §4.10).
 *
 * <p>A translation that was cached with too few rights is looked up again in the page tables before it faults, so a guest
 * that only adds rights need not invalidate. The manual allows both.
 *
 * <p>Not modelled: see {@link PageWalker}.
 */
final class PagingMmu implements Mmu {
    private final PhysicalMemory memory;
    private final PageWalker walker;
    private final TranslationCache cache = new TranslationCache();
    private final DirectTables direct;
    private final BitSet protectedPages = new BitSet();
    /** Regions of 4 MiB from which a fragment of a large page was cached: INVLPG must clear all of the region. */
    private final BitSet largeRegions = new BitSet(1024);
    private int cr0;
    private int cr3;
    private int cr4;
    private long addressMask = -1L;

    PagingMmu(PhysicalMemory memory) {
        this.memory = memory;
        this.walker = new PageWalker(memory);
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
    public long translate(int linear, Access access, boolean user) {
        long translation = paging() ? cached(linear, access, user) : identity(linear);
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
            if ((translation & PageEntry.PS) != 0) {
                largeRegions.set(linear >>> 22);
            }
        }
        return translation;
    }

    private long identity(int linear) {
        return Integer.toUnsignedLong(linear & PageEntry.FRAME_4K) & addressMask;
    }

    private void enterDirect(int linear, long page, Access access, boolean user, boolean isGlobal) {
        if (access == Access.READ) {
            int index = memory.readIndex(page);
            if (index >= 0) {
                direct.enterRead(linear, index, user, isGlobal);
            }
        } else {
            int index = memory.writeIndex(page);
            if (index >= 0 && !protectedPages.get(index >>> 12)) {
                direct.enterWrite(linear, index, user, isGlobal);
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
        return paging() ? walker.probe(linear) : identity(linear) | linear & 0xFFF;
    }

    @Override
    public void writeCr0(int value) {
        boolean flush = ((cr0 ^ value) & (PageEntry.CR0_PG | PageEntry.CR0_WP)) != 0;
        cr0 = value;
        changed(flush);
    }

    @Override
    public void writeCr3(int value) {
        cr3 = value;
        changed(false);
        cache.clearNonGlobal();
        direct.clear(true);
    }

    @Override
    public void writeCr4(int value) {
        boolean flush = ((cr4 ^ value) & (PageEntry.CR4_PSE | PageEntry.CR4_PGE)) != 0;
        cr4 = value;
        changed(flush);
    }

    @Override
    public void setAddressMask(long mask) {
        boolean flush = mask != addressMask;
        addressMask = mask;
        changed(flush);
    }

    private void changed(boolean flush) {
        walker.registers(cr0, cr3, cr4, addressMask);
        if (flush) {
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
    public void protectPage(int arenaIndex) {
        int page = arenaIndex >>> 12;
        if (!protectedPages.get(page)) {
            protectedPages.set(page);
            direct.revokeWrites(page);
        }
    }

    @Override
    public void unprotectPage(int arenaIndex) {
        protectedPages.clear(arenaIndex >>> 12);
    }

    private boolean paging() {
        return (cr0 & PageEntry.CR0_PG) != 0;
    }
}
