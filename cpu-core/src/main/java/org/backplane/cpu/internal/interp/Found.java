package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.List;
import org.backplane.cpu.internal.jit.RegionShape;

/**
 * A region that can be translated by any thread.
 *
 * @param physical physical address of its first root
 * @param roots    the interpreter's blocks that it was found from
 * @param members  all of those that belong to it
 * @param sources  the bytes that it is made of
 */
record Found(RegionShape shape, long physical, int mode, List<CountedBlock> roots, List<CountedBlock> members,
        List<Source> sources) {
    /** A function of so few instructions takes less time than the way from one region to another. */
    private static final int SMALL = 32;

    /**
     * Whether two of them can be translated as one, which spares much of what a region costs.
     *
     * @param most instructions of both
     */
    boolean goesWith(Found other, int most) {
        return mode == other.mode && shape.addressing().equals(other.shape.addressing()) && shape.run() == other.shape.run()
                && shape.instructions() + other.shape.instructions() <= most
                && shape.pages().size() + other.shape.pages().size() <= RegionFinder.MOST_PAGES && !contradicts(other);
    }

    /** Whether a page lies elsewhere, so that both can never be right at once. */
    private boolean contradicts(Found other) {
        return sources.stream().anyMatch(one -> other.sources.stream().anyMatch(two -> one.linear() >>> 12 == two.linear() >>> 12
                && one.index() - one.linear() != two.index() - two.linear()));
    }

    /** Whether it is a small function, or the end of one, which is better off as a part of what calls it. */
    boolean isSmallFunction() {
        return shape.instructions() <= SMALL && shape.returnsWithoutCalls();
    }

    /** Both as one. */
    Found with(Found other) {
        return new Found(shape.with(other.shape), physical, mode, joined(roots, other.roots),
                joined(members, other.members), joined(sources, other.sources));
    }

    private static <T> List<T> joined(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
