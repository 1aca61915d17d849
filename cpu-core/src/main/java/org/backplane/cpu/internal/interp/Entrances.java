package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.List;

/** The interpreter's blocks at which a region is entered. */
final class Entrances {
    /** Beyond so many those are forgotten that are no longer used. */
    private static final int MOST = 128;

    private final List<CountedBlock> blocks = new ArrayList<>();

    /** A block will enter the region from now on. */
    void attach(CountedBlock b, Region region) {
        if (blocks.size() > MOST) {
            blocks.removeIf(old -> old.epoch == Block.DEAD);
        }
        b.region = region;
        blocks.add(b);
    }

    /**
     * No block enters the region any more.
     *
     * @param heat what they count from
     */
    void detach(Region region, int heat) {
        for (CountedBlock b : blocks) {
            if (b.region == region) {
                b.region = null;
                b.heat = heat;
            }
        }
        blocks.clear();
    }
}
