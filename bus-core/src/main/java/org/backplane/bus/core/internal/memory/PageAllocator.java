package org.backplane.bus.core.internal.memory;

import java.util.Map;
import java.util.TreeMap;

/** Gives out runs of pages: the lowest free run that is long enough. Neighbouring free runs grow together. */
final class PageAllocator {
    /** First page of each free run, and how many there are. No two runs touch. */
    private final TreeMap<Integer, Integer> free = new TreeMap<>();

    PageAllocator(int pages) {
        free.put(0, pages);
    }

    /** The first page of a run that now is taken, or -1 if no free run is long enough. */
    int allocate(int pages) {
        for (Map.Entry<Integer, Integer> run : free.entrySet()) {
            if (run.getValue() >= pages) {
                int first = run.getKey();
                int rest = run.getValue() - pages;
                free.remove(first);
                if (rest > 0) {
                    free.put(first + pages, rest);
                }
                return first;
            }
        }
        return -1;
    }

    void release(int first, int pages) {
        int start = first;
        int count = pages;
        Map.Entry<Integer, Integer> before = free.floorEntry(first);
        if (before != null && before.getKey() + before.getValue() == first) {
            start = before.getKey();
            count += before.getValue();
        }
        Integer after = free.remove(first + pages);
        free.put(start, after == null ? count : count + after);
    }

    /** The length of the longest free run. */
    int longestRun() {
        return free.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
