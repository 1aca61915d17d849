package org.backplane.mmu.internal;

import java.util.Arrays;

/**
 * The look-aside buffer behind the flat tables: direct-mapped, one entry a linear page, for pages that cannot be
 * accessed directly (devices), for fetches, and for the first access to any page.
 */
final class TranslationCache {
    private static final int ENTRIES = 4096;
    private static final int EMPTY = 1;

    private final int[] tags = new int[ENTRIES];
    private final long[] translations = new long[ENTRIES];

    TranslationCache() {
        clear();
    }

    /** The translation of the page, or -1. */
    long find(int linear) {
        int slot = slot(linear);
        return tags[slot] == (linear & PageEntry.FRAME_4K) ? translations[slot] : -1;
    }

    void enter(int linear, long translation) {
        int slot = slot(linear);
        tags[slot] = linear & PageEntry.FRAME_4K;
        translations[slot] = translation;
    }

    void forget(int linear) {
        int slot = slot(linear);
        if (tags[slot] == (linear & PageEntry.FRAME_4K)) {
            tags[slot] = EMPTY;
        }
    }

    void clear() {
        Arrays.fill(tags, EMPTY);
    }

    void clearNonGlobal() {
        for (int i = 0; i < ENTRIES; i++) {
            if ((translations[i] & PageEntry.G) == 0) {
                tags[i] = EMPTY;
            }
        }
    }

    private static int slot(int linear) {
        return linear >>> 12 & ENTRIES - 1;
    }
}
