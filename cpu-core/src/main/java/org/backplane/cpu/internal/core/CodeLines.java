package org.backplane.cpu.internal.core;

/**
 * Which lines of 64 bytes of the arena have decoded code: a bit for each, a word for each page. A line is marked before its
 * code can run, and may stay marked for a while when its code is gone. Machine thread only.
 */
public final class CodeLines {
    /** Length of a line. */
    public static final int LINE_BYTES = 64;

    private static final int LINE_SHIFT = 6;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = 4095;

    private final long[] pages;

    CodeLines(int arenaBytes) {
        pages = new long[arenaBytes >>> PAGE_SHIFT];
    }

    /** Whether any of these bytes, which lie in one page, is in a line with code. */
    boolean isAnyOf(int index, int bytes) {
        return (pages[index >>> PAGE_SHIFT] & mask(index, bytes)) != 0;
    }

    /** Code was decoded from these bytes, which lie in one page. */
    public void mark(int index, int bytes) {
        pages[index >>> PAGE_SHIFT] |= mask(index, bytes);
    }

    /** None of these bytes, which lie in one page, nor of the lines that they are in, has code any more. */
    public void unmark(int index, int bytes) {
        pages[index >>> PAGE_SHIFT] &= ~mask(index, bytes);
    }

    /** The first byte of the line that a byte is in. */
    public static int lineOf(int index) {
        return index & -LINE_BYTES;
    }

    private static long mask(int index, int bytes) {
        int first = (index & PAGE_MASK) >>> LINE_SHIFT;
        int last = (index + bytes - 1 & PAGE_MASK) >>> LINE_SHIFT;
        return -1L << first & -1L >>> 63 - last;
    }
}
