package org.backplane.device.pic.internal;

/** The order of the eight levels, which rotation turns round (8259A "Automatic Rotation", "Specific Rotation"). */
final class Priorities {
    /** No level. */
    static final int NONE = -1;

    private static final int LEVELS = 8;

    private int lowest = LEVELS - 1;

    int lowest() {
        return lowest;
    }

    /** Makes a level the lowest; the one after it becomes the highest. */
    void lowest(int level) {
        lowest = level;
    }

    /** The level of highest priority among those whose bits are set, or {@link #NONE}. */
    int highest(int bits) {
        for (int i = 1; i <= LEVELS; i++) {
            int level = lowest + i & LEVELS - 1;
            if ((bits >> level & 1) != 0) {
                return level;
            }
        }
        return NONE;
    }

    /** Whether a level has a higher priority than another one. */
    boolean outranks(int level, int other) {
        return rank(level) < rank(other);
    }

    private int rank(int level) {
        return level - lowest - 1 & LEVELS - 1;
    }
}
