package org.backplane.cpu.internal.interp;

import java.util.Arrays;
import java.util.function.Consumer;
import org.backplane.cpu.internal.core.CodeLines;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.mmu.Access;

/**
 * The decoded blocks: by arena page, so that they survive changes of the address space and are found when their bytes are
 * written, and by linear address in a look-up table that is trusted as long as no translation changed.
 */
final class BlockCache {
    static final long NO_BRANCH = -1;
    private static final int TABLE_SIZE = 1 << 14;
    private static final int PAGE_BYTES = 4096;
    private static final int PAGE_SHIFT = 12;
    private final Cpu c;
    private final BlockBuilder builder;
    private final Block[] table = new Block[TABLE_SIZE];
    private final CodePage[] pages;
    /** Told of regions whose code was written. */
    Consumer<Region> retired = region -> { };

    /**
     * A cache without blocks.
     *
     * @param counted whether blocks count their runs
     */
    BlockCache(Cpu c, boolean counted) {
        this.c = c;
        this.builder = new BlockBuilder(c, counted);
        this.pages = new CodePage[c.arena().length >>> 12];
        mapChanged();
    }

    /**
     * The block at EIP; faults if its first instruction cannot be fetched.
     *
     * @param previous the block that ran before it, which remembers its successor
     */
    Block find(Block previous) {
        int linear = c.codeBase + c.eip;
        Block b = previous.successor;
        if (b != null && isAt(b, linear)) {
            return b;
        }
        b = previous.otherSuccessor;
        if (b != null && isAt(b, linear)) {
            return b;
        }
        return findInTable(previous, linear);
    }

    private Block findInTable(Block previous, int linear) {
        int set = hash(linear);
        Block b = table[set];
        if (!isAt(b, linear)) {
            b = table[set + 1];
            if (!isAt(b, linear)) {
                b = findAgain(set, linear);
            }
        }
        if (previous instanceof CountedBlock counted) {
            counted.observe(linear);
        }
        previous.otherSuccessor = previous.successor;
        previous.successor = b;
        return b;
    }

    /** Translations have changed since it was found, or it is not in the table. */
    private Block findAgain(int set, int linear) {
        for (int way = set; way <= set + 1; way++) {
            if (isStillAt(table[way], linear)) {
                return renewed(table[way]);
            }
        }
        return lookUp(linear);
    }

    /** Physical addresses may lead elsewhere in the arena. */
    void mapChanged() {
        Arrays.fill(table, Block.nowhere());
    }

    /** A block of the one instruction at EIP, which is not kept. */
    Block single() {
        return builder.buildSingle();
    }

    /** EIP behind the instruction at EIP if that is a branch, else {@link #NO_BRANCH}, also if it cannot be fetched. */
    long branchEnd() {
        try {
            Block b = builder.buildSingle();
            return builder.hasBranch() ? Integer.toUnsignedLong(c.eip + b.length) : NO_BRANCH;
        } catch (Fault f) {
            return NO_BRANCH;
        }
    }

    /** The block that starts at an index of the arena, or {@code null}. */
    Block at(int index, int mode) {
        CodePage page = pages[index >>> 12];
        return page == null ? null : page.find(index, mode);
    }

    private boolean isAt(Block b, int linear) {
        return b.linear == linear && b.mode == c.mode && b.epoch == c.execution.epoch && fits(b);
    }

    /** Whether a block that was found in an earlier epoch is where it was. */
    private boolean isStillAt(Block b, int linear) {
        return b.linear == linear && b.mode == c.mode && b.epoch != Block.DEAD && b.secondStart < 0 && fits(b)
                && c.mmu.cachedFetch(linear, c.user()) >>> PAGE_SHIFT == b.frame;
    }

    private Block renewed(Block b) {
        b.epoch = c.execution.epoch;
        c.execution.foundCode(b.linear, b.linear + b.length - 1);
        return b;
    }

    /** Whether all of the block lies within the limit of CS, which may have shrunk since it was built. */
    private boolean fits(Block b) {
        return Integer.toUnsignedLong(c.eip) + b.length <= c.codeEnd;
    }

    private static int hash(int linear) {
        return (linear ^ linear >>> 13) << 1 & TABLE_SIZE - 1;
    }

    private Block lookUp(int linear) {
        c.at = null;
        // The limit counts before the page does.
        c.checkedTarget(c.eip);
        Block b = findByPage(linear);
        if (b == null || !fits(b) || !isStillThere(b, linear)) {
            b = builder.build();
            if (!b.isCacheable()) {
                return b;
            }
            enter(b);
        }
        b.linear = linear;
        b.frame = (int) (c.mmu.cachedFetch(linear, c.user()) >>> PAGE_SHIFT);
        int set = hash(linear);
        table[set + 1] = table[set];
        table[set] = b;
        return renewed(b);
    }

    private Block findByPage(int linear) {
        int index = c.mmu.arenaIndex(c.translate(linear, Access.FETCH, c.user()));
        if (index < 0 || pages[index >>> 12] == null) {
            return null;
        }
        return pages[index >>> 12].find(index, c.mode);
    }

    /** Whether an instruction that crosses pages still continues where it did. */
    private boolean isStillThere(Block b, int linear) {
        if (b.secondStart < 0) {
            return true;
        }
        long physical = c.translate(linear + b.firstLength(), Access.FETCH, c.user());
        return c.mmu.arenaIndex(physical) == b.secondStart;
    }

    private void enter(Block b) {
        removeSame(b);
        CodePage page = page(b.start);
        page.add(b);
        c.codeLines.mark(b.start, b.firstLength());
        if (b instanceof CountedBlock counted) {
            page.attach(counted);
        }
        if (b.secondStart >= 0) {
            page(b.secondStart).addEntering(b);
            c.codeLines.mark(b.secondStart, b.length - b.firstLength());
        }
    }

    /** A block that no longer fits or continues elsewhere makes room for the one that was built in its place. */
    private void removeSame(Block b) {
        CodePage page = pages[b.start >>> 12];
        Block old = page == null ? null : page.find(b.start, b.mode);
        if (old != null) {
            retire(old);
        }
    }

    private CodePage page(int index) {
        int page = index >>> 12;
        if (pages[page] == null) {
            pages[page] = new CodePage(page << 12);
            c.mmu.protectPage(index);
        }
        return pages[page];
    }

    /**
     * Bytes of the arena were written.
     *
     * @param index  index of the first
     * @param length how many
     */
    void written(int index, int length) {
        for (int page = index >>> 12; page <= index + length - 1 >>> 12; page++) {
            if (pages[page] != null && retireOverlapping(page, index, length) && pages[page] != null) {
                unmark(page, index, index + length);
            }
        }
    }

    /** Retires all that has some of these bytes in a page; whether there was any. */
    private boolean retireOverlapping(int page, int index, int length) {
        boolean any = false;
        while (pages[page] != null) {
            Region region = pages[page].regionOverlapping(index, length);
            Block b = region == null ? pages[page].overlapping(index, length) : null;
            if (region != null) {
                retire(region);
                retired.accept(region);
            } else if (b != null) {
                retire(b);
            } else {
                break;
            }
            any = true;
        }
        return any;
    }

    /** Some code in these bytes was retired: lines that have none any more take direct writes again. */
    private void unmark(int page, int index, int end) {
        int last = Math.min(end, (page + 1 << 12)) - 1;
        for (int line = CodeLines.lineOf(Math.max(index, page << 12)); line <= last; line += CodeLines.LINE_BYTES) {
            if (pages[page].regionOverlapping(line, CodeLines.LINE_BYTES) == null
                    && pages[page].overlapping(line, CodeLines.LINE_BYTES) == null) {
                c.codeLines.unmark(line, CodeLines.LINE_BYTES);
            }
        }
    }

    private void retire(Block b) {
        b.epoch = Block.DEAD;
        c.execution.abandon(b.first);
        pages[b.start >>> 12].remove(b);
        releaseIfEmpty(b.start >>> 12);
        if (b.secondStart >= 0) {
            pages[b.secondStart >>> 12].removeEntering(b);
            releaseIfEmpty(b.secondStart >>> 12);
        }
    }

    /** A region can be entered from now on. */
    void enter(Region region) {
        for (Source source : region.sources.all()) {
            page(source.index()).add(region);
            c.codeLines.mark(source.index(), source.bytes().length);
        }
        region.entryAddresses().forEach(linear -> {
            if (at(region.sources.indexOf(linear), region.mode) instanceof CountedBlock b
                    && (b.region == null || region.isRoot(linear))) {
                region.attach(b);
            }
        });
    }

    /** A region must not be entered any more. */
    void retire(Region region) {
        retire(region, region.warm);
    }

    /**
     * A region must not be entered any more.
     *
     * @param heat what the blocks count from that knew it
     */
    void retire(Region region, int heat) {
        region.kill(c, heat);
        for (Source source : region.sources.all()) {
            int page = source.index() >>> 12;
            if (pages[page] != null && pages[page].remove(region)) {
                releaseIfEmpty(page);
            }
        }
    }

    private void releaseIfEmpty(int page) {
        if (pages[page].isEmpty()) {
            pages[page] = null;
            c.codeLines.unmark(page << 12, PAGE_BYTES);
            c.mmu.unprotectPage(page << 12);
        }
    }
}
