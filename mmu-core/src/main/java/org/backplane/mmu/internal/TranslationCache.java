package org.backplane.mmu.internal;

import java.util.Arrays;

/**
 * The look-aside buffer behind the flat tables: direct-mapped, one entry a linear page, for pages that cannot be
 * accessed directly (devices), for fetches, and for the first access to any page.
 */
final class TranslationCache {
    private static final int ENTRIES = 4096;
    private static final int EMPTY = 1;
    /** Between two writes of CR3 few translations are entered, as a rule. */
    private static final int FEW = 256;

    private final int[] tags = new int[ENTRIES];
    private final long[] translations = new long[ENTRIES];
    /** Where translations that are not global were entered since they were last cleared, if that was not too often. */
    private final int[] entered = new int[FEW];
    private int enteredCount;

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
        if ((translation & PageEntry.G) == 0) {
            if (enteredCount < FEW) {
                entered[enteredCount] = slot;
            }
            enteredCount++;
        }
    }

    void forget(int linear) {
        int slot = slot(linear);
        if (tags[slot] == (linear & PageEntry.FRAME_4K)) {
            tags[slot] = EMPTY;
        }
    }

    void clear() {
        Arrays.fill(tags, EMPTY);
        enteredCount = 0;
    }

    void clearNonGlobal() {
        boolean few = enteredCount <= FEW;
        int count = few ? enteredCount : ENTRIES;
        for (int i = 0; i < count; i++) {
            int slot = few ? entered[i] : i;
            if ((translations[slot] & PageEntry.G) == 0) {
                tags[slot] = EMPTY;
            }
        }
        enteredCount = 0;
    }

    private static int slot(int linear) {
        return linear >>> 12 & ENTRIES - 1;
    }
}
