package org.backplane.mmu.internal;

import java.util.Arrays;
import org.backplane.mmu.Mmu;

/**
 * The flat tables and the bookkeeping that clears them without looking at all of their entries: lists of the linear
 * pages that have an entry in any of them. A page is in both lists if its translation became global, or no longer is.
 */
final class DirectTables {
    private static final int SUPERVISOR = 0;
    private static final int USER = 1;
    /** More than one linear page has write access to the arena page: look through all. */
    private static final int SEVERAL = -1;

    final int[][] reads;
    final int[][] writes;
    private final long[] global = new long[Mmu.TABLE_ENTRIES / 64];
    private final PageList locals = new PageList();
    private final PageList globals = new PageList();
    /** For each arena page the linear page + 1 that may write it, 0 for none, or {@link #SEVERAL}. */
    private final int[] writer;
    private int removals;

    DirectTables(int arenaBytes) {
        writer = new int[arenaBytes >>> 12];
        int[] empty = empty();
        reads = new int[][] {empty, empty.clone()};
        writes = new int[][] {empty.clone(), empty.clone()};
    }

    /** Copies twice as much each time: when a machine starts, a loop over a million entries is not compiled yet. */
    private static int[] empty() {
        int[] table = new int[Mmu.TABLE_ENTRIES];
        table[0] = Mmu.NOT_DIRECT;
        for (int filled = 1; filled < table.length; filled *= 2) {
            System.arraycopy(table, 0, table, filled, filled);
        }
        return table;
    }

    /** Another number whenever an entry has gone, or leads elsewhere. */
    int removals() {
        return removals;
    }

    void enterRead(int linear, int arenaIndex, boolean user, boolean isGlobal) {
        enter(reads[user ? USER : SUPERVISOR], linear >>> 12, arenaIndex - (linear & PageEntry.FRAME_4K));
        touch(linear >>> 12, isGlobal);
    }

    void enterWrite(int linear, int arenaIndex, boolean hasCode, boolean user, boolean isGlobal) {
        int page = linear >>> 12;
        int difference = arenaIndex - (linear & PageEntry.FRAME_4K);
        enter(writes[user ? USER : SUPERVISOR], page, hasCode ? difference | Mmu.WITH_CODE : difference);
        int arenaPage = arenaIndex >>> 12;
        writer[arenaPage] = writer[arenaPage] == 0 || writer[arenaPage] == page + 1 ? page + 1 : SEVERAL;
        touch(page, isGlobal);
    }

    private void enter(int[] table, int page, int entry) {
        if (table[page] != Mmu.NOT_DIRECT && table[page] != entry) {
            removals++;
        }
        table[page] = entry;
    }

    private void touch(int page, boolean isGlobal) {
        long bit = 1L << page;
        global[page >>> 6] = isGlobal ? global[page >>> 6] | bit : global[page >>> 6] & ~bit;
        (isGlobal ? globals : locals).add(page);
    }

    /** Forgets one page; it stays in its list, where it does no harm. */
    void forget(int page) {
        remove(reads[SUPERVISOR], page);
        remove(reads[USER], page);
        forgetWrites(page);
    }

    /** Takes an entry out of a table, if there is one. */
    private void remove(int[] table, int page) {
        if (table[page] != Mmu.NOT_DIRECT) {
            removals++;
            table[page] = Mmu.NOT_DIRECT;
        }
    }

    private void forgetWrites(int page) {
        forgetWrite(writes[SUPERVISOR], page);
        forgetWrite(writes[USER], page);
    }

    private void forgetWrite(int[] table, int page) {
        int entry = table[page];
        if (entry != Mmu.NOT_DIRECT) {
            remove(table, page);
            int arenaPage = entry + (page << 12) >>> 12;
            if (writer[arenaPage] == page + 1) {
                writer[arenaPage] = 0;
            }
        }
    }

    void clear(boolean keepGlobal) {
        locals.forEach(page -> {
            if (!keepGlobal || (global[page >>> 6] & 1L << page) == 0) {
                forget(page);
            }
        });
        locals.clear();
        if (!keepGlobal) {
            globals.forEach(this::forget);
            globals.clear();
            Arrays.fill(writer, 0);
        }
    }

    void revokeWrites() {
        locals.forEach(this::forgetWrites);
        globals.forEach(this::forgetWrites);
        Arrays.fill(writer, 0);
    }

    /** Takes the right to write some arena pages from every linear page that has it. */
    void revokeWrites(int first, int last) {
        boolean several = false;
        for (int arenaPage = first; arenaPage <= last; arenaPage++) {
            int holder = writer[arenaPage];
            if (holder == SEVERAL) {
                several = true;
            } else if (holder != 0) {
                revoke(holder - 1, first, last);
            }
            writer[arenaPage] = 0;
        }
        if (several) {
            locals.forEach(page -> revoke(page, first, last));
            globals.forEach(page -> revoke(page, first, last));
        }
    }

    /** Takes from a linear page the right to write arena pages, if it has it. */
    private void revoke(int page, int first, int last) {
        for (int[] table : writes) {
            int arenaPage = table[page] + (page << 12) >>> 12;
            if (arenaPage >= first && arenaPage <= last) {
                remove(table, page);
            }
        }
    }
}
