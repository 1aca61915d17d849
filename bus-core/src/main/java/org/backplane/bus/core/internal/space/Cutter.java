package org.backplane.bus.core.internal.space;

/** Cuts an access into bus cycles. */
final class Cutter {
    private static final int WIDEST = 8;

    private final long addressMask;

    Cutter(long addressMask) {
        this.addressMask = addressMask;
    }

    /**
     * The length of the next cycle of an access.
     *
     * @param range what answers its first byte, or {@code null}
     * @param at    its first byte
     * @param width the width of the whole access
     * @param done  how many bytes of it are done
     * @return 1, 2, 4 or 8
     */
    int cycle(RangeTrie map, Mapping range, long at, int width, int done) {
        return done == 0 && fits(map, range, at, width) ? width : longest(map, range, at, width - done);
    }

    /** The longest cycle of at most {@code left} bytes that is valid; if none is, the longest one. */
    int longest(RangeTrie map, Mapping range, long at, int left) {
        int refused = 0;
        for (int width = WIDEST; width >= 1; width >>= 1) {
            if (width <= left && fits(map, range, at, width)) {
                if (range == null || (range.declaration.valid() & width) != 0) {
                    return width;
                }
                refused = Math.max(refused, width);
            }
        }
        return refused;
    }

    private boolean fits(RangeTrie map, Mapping range, long at, int width) {
        long aligned = range == null ? at : at - range.first;
        if ((aligned & (width - 1)) != 0 || range != null && range.last - at < width - 1) {
            return false;
        }
        for (int i = 1; i < width; i++) {
            if (map.at(at + i & addressMask) != range) {
                return false;
            }
        }
        return true;
    }
}
