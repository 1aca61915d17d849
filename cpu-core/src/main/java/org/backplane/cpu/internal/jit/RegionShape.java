package org.backplane.cpu.internal.jit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a region consists of, before it is code: its blocks, and where it can be entered. */
public final class RegionShape {
    private final List<GuestBlock> blocks = new ArrayList<>();
    private final Set<Integer> entries = new LinkedHashSet<>();
    private final List<Integer> pages = new ArrayList<>();
    private final boolean user;
    private final Addressing addressing;
    private final DirectRun run;

    /**
     * A region without blocks yet.
     *
     * @param user       whether it runs in user mode
     * @param addressing what it may take for granted of segments
     * @param run        what it reads without a look into the MMU's table while that is there; {@code null} for nothing
     */
    public RegionShape(boolean user, Addressing addressing, DirectRun run) {
        this.user = user;
        this.addressing = addressing;
        this.run = run;
    }

    /** Adds a block. The first one is the root. */
    public void add(GuestBlock block) {
        blocks.add(block);
        pagesOf(block).filter(page -> !pages.contains(page)).forEach(pages::add);
    }

    /** The pages that a block lies in: one, or two if it is an instruction that lies in both. */
    private IntStream pagesOf(GuestBlock block) {
        return IntStream.rangeClosed(page(block.eip), page(block.end() - 1));
    }

    /** The region can be entered at a block. */
    public void addEntry(int eip) {
        entries.add(eip);
    }

    /** Its blocks in the order in which they are laid out. */
    public List<GuestBlock> blocks() {
        return blocks;
    }

    /** Where its blocks are entered from outside, and by indirect jumps. */
    public Set<Integer> entries() {
        return entries;
    }

    /** The linear pages that it covers, by number; a bit of the mask of valid pages stands for each. */
    public List<Integer> pages() {
        return pages;
    }

    /** How many guest instructions it has. */
    public int instructions() {
        return blocks.stream().mapToInt(GuestBlock::count).sum();
    }

    /** Whether it returns to who has called it, and calls nobody itself. */
    public boolean returnsWithoutCalls() {
        return blocks.stream().anyMatch(block -> block.endsWith("RET")) && blocks.stream().noneMatch(block -> block.endsWith("CALL"));
    }

    /** This and another one, which is for the same privilege, segments and run; blocks of both are there once. */
    public RegionShape with(RegionShape other) {
        RegionShape both = first(blocks.size());
        Set<Integer> starts = new HashSet<>();
        blocks.forEach(block -> starts.add(block.eip));
        for (GuestBlock block : other.blocks) {
            if (starts.add(block.eip)) {
                both.add(block);
            }
        }
        other.entries.forEach(both::addEntry);
        return both;
    }

    boolean user() {
        return user;
    }

    /** What it takes for granted of segments. */
    public Addressing addressing() {
        return addressing;
    }

    /** What it reads without a look into the MMU's table; {@code null} for nothing. */
    public DirectRun run() {
        return run;
    }

    /** The number of the linear page that an address in CS lies in. */
    public int page(int eip) {
        return addressing.linear(eip) >>> 12;
    }

    /** The same, entered elsewhere: at those of its blocks that begin there. */
    public RegionShape enteredAt(Set<Integer> addresses) {
        return of(blocks, addresses);
    }

    /** The same, entered at all of its blocks. */
    RegionShape enteredAnywhere() {
        return enteredAt(starts());
    }

    /** Where its blocks begin. */
    public Set<Integer> starts() {
        return blocks.stream().map(GuestBlock::start).collect(Collectors.toSet());
    }

    /** The bits of the pages that a block lies in. */
    int pageBits(GuestBlock block) {
        return pagesOf(block).map(page -> 1 << pages.indexOf(page)).sum();
    }

    /** The same with the first blocks only. */
    RegionShape first(int count) {
        return of(blocks.subList(0, count), entries);
    }

    /** Some blocks, entered at those of them that begin at some addresses. */
    private RegionShape of(List<GuestBlock> some, Set<Integer> addresses) {
        RegionShape shape = new RegionShape(user, addressing, run);
        for (GuestBlock block : some) {
            shape.add(block);
            if (addresses.contains(block.eip)) {
                shape.addEntry(block.eip);
            }
        }
        return shape;
    }
}
