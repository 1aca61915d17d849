package org.backplane.bus.core.internal.space;

import java.util.function.UnaryOperator;
import org.backplane.bus.core.internal.declare.SpaceKind;

/**
 * The map of one space in one direction: a radix tree over the address. It is immutable; a changed one shares all
 * blocks that the change does not cut. A range hangs at the largest aligned blocks that it covers, so a look-up
 * follows at most one path of fixed length and a change touches that path and what lies along the range's two ends,
 * however many ranges there are. What is looked up time and again is found without that path ({@link LookAside}).
 *
 * <p>Memory branches by 10 address bits down to pages of 4096 bytes, a shared page into 512 granules of 8 bytes and a
 * shared granule into bytes. The port space branches into 256 blocks of 256 ports, those into granules, those into
 * bytes. No aligned access is longer than a granule.
 */
final class RangeTrie {
    private static final int GRANULE_SHIFT = 3;
    private static final int PAGE_SHIFT = 12;
    private static final int[] MEMORY_SHIFTS = {42, 32, 22, PAGE_SHIFT, GRANULE_SHIFT, 0};
    private static final int[] PORT_SHIFTS = {8, GRANULE_SHIFT, 0};

    private final int[] shifts;
    private final int addressBits;
    private final Cell root;
    private final LookAside known = new LookAside();

    private RangeTrie(int[] shifts, int addressBits, Cell root) {
        this.shifts = shifts;
        this.addressBits = addressBits;
        this.root = root;
    }

    static RangeTrie empty(SpaceKind space) {
        return new RangeTrie(space == SpaceKind.MEMORY ? MEMORY_SHIFTS : PORT_SHIFTS, space.addressBits(), null);
    }

    RangeTrie with(Mapping range) {
        return edit(range, layers -> Layer.with(layers, range));
    }

    RangeTrie without(Mapping range) {
        return edit(range, layers -> Layer.without(layers, range));
    }

    private RangeTrie edit(Mapping range, UnaryOperator<Layer> edit) {
        Cell edited = Cell.edit(root, shifts, 0, addressBits, range.first, range.last, edit);
        return new RangeTrie(shifts, addressBits, edited);
    }

    /** Whether no range is in it. */
    boolean isEmpty() {
        return root == null;
    }

    /**
     * The range that takes an access as it is; {@code null} if none does, because the access has to be cut, split, widened or
     * refused.
     */
    Mapping taker(long address, int width) {
        Mapping range = known(address, width);
        return range != null ? range : search(address, width);
    }

    /** The same, if no search is needed for it. */
    Mapping known(long address, int width) {
        return known.find(address, width);
    }

    private Mapping search(long address, int width) {
        Mapping range = (address & (width - 1)) == 0 ? whole(address, width) : null;
        if (range == null || !range.takes(address - range.first, width)) {
            return null;
        }
        known.missed(address, width, range);
        return range;
    }

    /** The range that answers a byte, or {@code null}. */
    Mapping at(long address) {
        return whole(address, 1);
    }

    /**
     * The range that answers all bytes of an access, or {@code null} if there is none or more than one.
     *
     * @param address a multiple of {@code width}
     */
    Mapping whole(long address, int width) {
        Cell cell = address >>> addressBits == 0 ? root : null;
        Mapping best = null;
        int shift = addressBits;
        while (cell != null) {
            Mapping top = cell.top;
            if (top != null && (best == null || top.beats(best))) {
                best = top;
            }
            Cell[] children = cell.children;
            if (children == null) {
                break;
            }
            shift = cell.shift;
            cell = children[(int) (address >>> shift) & (children.length - 1)];
        }
        // Only within a shared granule can another byte of an aligned access have another owner.
        return shift >= GRANULE_SHIFT || width == 1 || answersRest(best, address, width) ? best : null;
    }

    private boolean answersRest(Mapping range, long address, int width) {
        for (int i = 1; i < width; i++) {
            if (at(address + i) != range) {
                return false;
            }
        }
        return true;
    }

    /**
     * The range that answers a whole page of 4096 bytes, or {@code null} if there is none or more than one. Such a
     * range hangs at the page or above it, and nothing inside the page may beat it.
     */
    Mapping page(long page) {
        Mapping range = known.find(page, LookAside.PAGE);
        return range != null ? range : searchPage(page);
    }

    private Mapping searchPage(long page) {
        Mapping range = wholePage(page);
        if (range != null) {
            known.missed(page, LookAside.PAGE, range);
        }
        return range;
    }

    /** The first page behind another one that a range does not answer whole. The range answers that one. */
    long end(Mapping range, long page) {
        return end(root, addressBits, 0, null, range, page);
    }

    /**
     * The first page of a block, from a page on, that a range does not answer whole; the end of the block if it answers all.
     *
     * @param bits  the block has 2^bits addresses
     * @param start its first address
     * @param above what answers the block if nothing in it beats that
     */
    private static long end(Cell cell, int bits, long start, Mapping above, Mapping range, long page) {
        Mapping best = cell == null || cell.top == null || above != null && !cell.top.beats(above) ? above : cell.top;
        if (cell == null || cell.children == null) {
            return best == range ? start + (1L << bits) : Math.max(start, page);
        }
        if (cell.shift < PAGE_SHIFT) {
            return best == range && !cell.beats(range) ? start + (1L << bits) : start;
        }
        long bytes = 1L << cell.shift;
        for (int i = (int) (Math.max(page - start, 0) >>> cell.shift); i < cell.children.length; i++) {
            long child = start + i * bytes;
            long end = end(cell.children[i], cell.shift, child, best, range, page);
            if (end < child + bytes) {
                return end;
            }
        }
        return start + (1L << bits);
    }

    private Mapping wholePage(long page) {
        Cell cell = page >>> addressBits == 0 ? root : null;
        Mapping best = null;
        while (cell != null) {
            Mapping top = cell.top;
            if (top != null && (best == null || top.beats(best))) {
                best = top;
            }
            if (cell.children == null || cell.shift < PAGE_SHIFT) {
                return best == null || cell.beats(best) ? null : best;
            }
            cell = cell.children[(int) (page >>> cell.shift) & (cell.children.length - 1)];
        }
        return best;
    }
}
