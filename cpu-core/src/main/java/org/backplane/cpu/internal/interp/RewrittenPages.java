package org.backplane.cpu.internal.interp;

import java.util.HashMap;
import java.util.Map;

/**
 * Pages whose translated code is written again and again: for a while nothing there is translated, since that costs far more
 * than a few runs in the interpreter.
 */
final class RewrittenPages {
    /** How many instructions long nothing is translated. */
    private static final long PAUSE = 50_000_000;
    private static final int MOST_PAGES = 4096;

    private static final class History {
        private int times;
        private long until;
    }

    private final Map<Integer, History> pages = new HashMap<>();
    private final int tolerated;

    /**
     * Knows of nothing that was written.
     *
     * @param tolerated how often translated code of a page may be written before there is a pause
     */
    RewrittenPages(int tolerated) {
        this.tolerated = tolerated;
    }

    /** Translated code at an index of the arena was written. */
    void note(int index, long now) {
        if (pages.size() >= MOST_PAGES) {
            pages.clear();
        }
        History history = pages.computeIfAbsent(index >>> 12, page -> new History());
        if (++history.times > tolerated) {
            history.until = now + PAUSE;
            history.times = 0;
        }
    }

    /** Whether nothing is to be translated there now. */
    boolean isWaiting(int index, long now) {
        History history = pages.get(index >>> 12);
        return history != null && now < history.until;
    }
}
