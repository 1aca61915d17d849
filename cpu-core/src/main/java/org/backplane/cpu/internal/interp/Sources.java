package org.backplane.cpu.internal.interp;

import java.util.List;
import java.util.function.IntPredicate;

/** All the bytes that a region was translated from. The same byte may be there at several linear addresses. */
final class Sources {
    private final List<Source> all;

    Sources(List<Source> all) {
        this.all = all;
    }

    List<Source> all() {
        return all;
    }

    /** How many bytes there are. */
    int bytes() {
        return all.stream().mapToInt(source -> source.bytes().length).sum();
    }

    /** Whether one of them is among bytes of the arena. */
    boolean overlap(int index, int bytes) {
        for (Source source : all) {
            if (source.overlaps(index, bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Whether something is so for a linear address at which a byte of the arena was translated. */
    boolean anyLinear(int index, IntPredicate test) {
        for (Source source : all) {
            if (source.overlaps(index, 1) && test.test(source.linear() + index - source.index())) {
                return true;
            }
        }
        return false;
    }

    /** Index in the arena of a linear address of one of them. */
    int indexOf(int linear) {
        for (Source source : all) {
            if (source.has(linear)) {
                return source.index() + linear - source.linear();
            }
        }
        throw new AssertionError(Integer.toHexString(linear));
    }

    /** Those in a linear page, given by its number; the first ones, if there are several, or {@code null}. */
    Source inPage(int page) {
        for (Source source : all) {
            if (source.linear() >>> 12 == page) {
                return source;
            }
        }
        return null;
    }
}
