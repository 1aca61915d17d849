package org.backplane.mmu.internal;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.backplane.mmu.Mmu;

/** Linear pages, each of them once, in the order in which they came. */
final class PageList {
    private final long[] present = new long[Mmu.TABLE_ENTRIES / 64];
    private int[] pages = new int[1024];
    private int count;

    void add(int page) {
        long bit = 1L << page;
        if ((present[page >>> 6] & bit) == 0) {
            present[page >>> 6] |= bit;
            if (count == pages.length) {
                pages = Arrays.copyOf(pages, count * 2);
            }
            pages[count++] = page;
        }
    }

    void forEach(IntConsumer action) {
        for (int i = 0; i < count; i++) {
            action.accept(pages[i]);
        }
    }

    void clear() {
        for (int i = 0; i < count; i++) {
            present[pages[i] >>> 6] = 0;
        }
        count = 0;
    }
}
