package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.List;

/**
 * The blocks whose code lies in one page of the arena: those that start there by the 64 bytes they start in, and those
 * that come over from the page before.
 *
 * <p>The guest's writes to a page with code come through here, so a look at them is bounded by where a block that they
 * meet could start. What it bought: the {@code coldcode} workload of {@code InterpreterBenchmark}.
 */
final class CodePage {
    private static final int GRANULE_SHIFT = 6;
    private static final int PAGE_MASK = 4095;

    private final Block[] granules = new Block[PAGE_MASK + 1 >>> GRANULE_SHIFT];
    private final List<Block> entering = new ArrayList<>(1);
    private final List<Region> regions = new ArrayList<>(0);
    /** Arena index of the page. */
    private final int base;
    private int count;
    /** No block that ever started here has more bytes in this page. */
    private int longest;

    CodePage(int base) {
        this.base = base;
    }

    Block find(int start, int mode) {
        for (Block b = granules[granule(start)]; b != null; b = b.nextInPage) {
            if (b.start == start && b.mode == mode) {
                return b;
            }
        }
        return null;
    }

    /** Adds a block that starts here. */
    void add(Block block) {
        int granule = granule(block.start);
        block.nextInPage = granules[granule];
        granules[granule] = block;
        longest = Math.max(longest, block.firstLength());
        count++;
    }

    /** Takes out a block that starts here. */
    void remove(Block block) {
        int granule = granule(block.start);
        Block before = null;
        for (Block b = granules[granule]; b != block; b = b.nextInPage) {
            before = b;
        }
        if (before == null) {
            granules[granule] = block.nextInPage;
        } else {
            before.nextInPage = block.nextInPage;
        }
        count--;
    }

    /** Adds a block that starts in the page before. */
    void addEntering(Block block) {
        entering.add(block);
    }

    /** Takes out a block that starts in the page before. */
    void removeEntering(Block block) {
        entering.remove(block);
    }

    /** A block that has some of these bytes in this page, or {@code null}. */
    Block overlapping(int index, int bytes) {
        int first = granule(Math.max(base, index - longest));
        int last = granule(Math.min(base + PAGE_MASK, index + bytes - 1));
        for (int granule = first; granule <= last; granule++) {
            for (Block b = granules[granule]; b != null; b = b.nextInPage) {
                if (b.overlaps(index, bytes)) {
                    return b;
                }
            }
        }
        for (int i = 0; i < entering.size(); i++) {
            if (entering.get(i).overlaps(index, bytes)) {
                return entering.get(i);
            }
        }
        return null;
    }

    /** Adds a region that has code here. */
    void add(Region region) {
        if (!regions.contains(region)) {
            regions.add(region);
        }
    }

    /** Takes a region out; whether it was there. */
    boolean remove(Region region) {
        return regions.remove(region);
    }

    /** A region that has some of these bytes, or {@code null}. */
    Region regionOverlapping(int index, int bytes) {
        for (int i = 0; i < regions.size(); i++) {
            if (regions.get(i).sources.overlap(index, bytes)) {
                return regions.get(i);
            }
        }
        return null;
    }

    /** A new block finds out whether a region has an entry there. */
    void attach(CountedBlock b) {
        for (Region region : regions) {
            if (region.isEnteredAt(b)) {
                region.attach(b);
                return;
            }
        }
    }

    private static int granule(int index) {
        return (index & PAGE_MASK) >>> GRANULE_SHIFT;
    }

    boolean isEmpty() {
        return count == 0 && entering.isEmpty() && regions.isEmpty();
    }
}
