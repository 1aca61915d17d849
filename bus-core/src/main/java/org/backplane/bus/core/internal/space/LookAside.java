package org.backplane.bus.core.internal.space;

/**
 * What has been looked up in a {@link RangeTrie} lately: for an address and a width the range that takes such an access as
 * it is, and for a page the range that answers it whole. It belongs to one map, and a map never changes, so nothing in it
 * goes stale: a changed map begins with an empty one, and nothing here holds on to a range that has gone.
 *
 * <p>A trick: each width has a part of the table of its own, so that one comparison of addresses says that the access is
 * aligned, within one range, and of a width that the handler implements. What it bought is in docs/performance-log.md
 * ({@code FabricBenchmark}, {@code GuestAccessBenchmark}). It can go when the path through the trie costs no more than this.
 */
final class LookAside {
    /** Stands for a whole page where a width may stand: its part of the table is between those of the widths 4 and 8. */
    static final int PAGE = 6;

    /** Each width has 2^8 places. */
    private static final int PLACE_BITS = 8;
    /** The widths 1, 2, 4 and {@link #PAGE}, 8 have the parts 0, 1, 2, 3 and 4. */
    private static final int PARTS = 5;
    private static final int PLACES = PARTS << PLACE_BITS;
    /** Fibonacci hashing, 2^64 divided by the golden ratio: all bits of an address have a say in the upper ones of the product. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    /** So many misses for one that is entered: many addresses by turns neither drive each other out nor pay for entering. */
    private static final int MISSES_EACH = 16;

    /** What a map has that was not asked yet; never written. */
    private static final long[] NO_ADDRESSES = new long[PLACES];
    private static final Mapping[] NO_RANGES = new Mapping[PLACES];

    private long[] addresses = NO_ADDRESSES;
    private Mapping[] ranges = NO_RANGES;
    private int misses;

    /**
     * What is known.
     *
     * @param width 1, 2, 4, 8 or {@link #PAGE}
     * @return the range, {@code null} if it has to be looked up
     */
    Mapping find(long address, int width) {
        int place = place(address, width);
        // The range is loaded after a match only: an access to one of very many cards, which meets none, touches less memory.
        return addresses[place] == address ? ranges[place] : null;
    }

    /** Something had to be looked up; it may be known from now on. */
    void missed(long address, int width, Mapping range) {
        if (++misses % MISSES_EACH == 0) {
            enter(address, width, range);
        }
    }

    private void enter(long address, int width, Mapping range) {
        if (ranges == NO_RANGES) {
            addresses = new long[PLACES];
            ranges = new Mapping[PLACES];
        }
        int place = place(address, width);
        addresses[place] = address;
        ranges[place] = range;
    }

    private static int place(long address, int width) {
        return (width >>> 1 << PLACE_BITS) + (int) (address * SPREAD >>> Long.SIZE - PLACE_BITS);
    }
}
