package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.jit.Addressing;
import org.backplane.cpu.internal.jit.DirectRun;
import org.backplane.cpu.internal.jit.DirectRuns;
import org.backplane.cpu.internal.jit.GuestBlock;
import org.backplane.cpu.internal.jit.RegionCompiler;
import org.backplane.cpu.internal.jit.RegionShape;

/**
 * Finds what belongs to a region: from its root along direct jumps, calls and what follows calls, as far as the interpreter
 * has been there, within {@link #MOST_PAGES} pages.
 */
final class RegionFinder {
    static final int MOST_PAGES = 8;
    /** As many as fill a method that HotSpot compiles by itself, and where it compiles larger ones too. */
    private static final int MOST_INSTRUCTIONS = 150;
    private static final int MOST_IF_LARGE = 220;
    /** A block that ran so much less often than the root is not worth it. */
    private static final int LEAST_SHARE = 100;
    /** Another access than the one for which a region is made anew is one to a device if it was refused so many times less often. */
    private static final int SOME = 8;

    /** Where a block begins that may belong to the region. The hottest comes first, among equals what was reached first. */
    private record Open(int eip, int heat, int number) implements Comparable<Open> {
        @Override
        public int compareTo(Open other) {
            int byHeat = Integer.compare(other.heat, heat);
            return byHeat != 0 ? byHeat : Integer.compare(number, other.number);
        }
    }

    private final Cpu c;
    private final BlockCache blocks;
    private final int leastRuns;
    private final int leastRefusals;
    private final boolean calls;
    private final RegionCompiler compiler;
    private final RegionDecoder decoder;
    private final DirectRuns runs;

    // The region that is being looked for.
    private Addressing addressing;
    private DirectRun run;
    private RegionShape shape;
    private List<Source> sources;
    private Set<Integer> leaders;
    private Set<Integer> reached;
    private PriorityQueue<Open> open;
    private int instructions;
    private List<CountedBlock> members;

    /**
     * Finds regions among blocks.
     *
     * @param settings how often a root has run, and an access to a device was refused
     * @param calls    whether handlers may be called for instructions that are not translated
     * @param compiler makes code of them; quick code can be entered at each block, so that no block is needed in two regions
     * @param runs     the memory that code can take for granted
     */
    RegionFinder(Cpu c, BlockCache blocks, TranslatorSettings settings, boolean calls, RegionCompiler compiler, DirectRuns runs) {
        this.runs = runs;
        this.compiler = compiler;
        this.leastRuns = settings.threshold() / LEAST_SHARE;
        this.leastRefusals = Math.max(settings.refusals() / SOME, 1);
        this.c = c;
        this.decoder = new RegionDecoder(c);
        this.blocks = blocks;
        this.calls = calls;
    }

    /** Instructions of a region, about. */
    int most() {
        return compiler.isLarge() ? MOST_IF_LARGE : MOST_INSTRUCTIONS;
    }

    /** What a block has run at least that belongs to a region. */
    int leastRuns() {
        return leastRuns;
    }

    /** The region with a root, or {@code null} if there is nothing to translate. */
    Found find(CountedBlock root) {
        addressing = Addressing.of(c);
        run = runs.around(root.linear);
        leaders = new HashSet<>();
        search(root);
        // Once more, with blocks that end where others begin.
        search(root);
        shape.entries().retainAll(shape.starts());
        return shape.blocks().isEmpty() || shape.blocks().get(0).start() != addressing.offset(root.linear) ? null
                : new Found(shape, c.mmu.cachedFetch(root.linear, c.user()), root.mode, List.of(root), members, merged());
    }

    private void search(CountedBlock root) {
        shape = new RegionShape(c.user(), addressing, run);
        sources = new ArrayList<>();
        members = new ArrayList<>();
        reached = new HashSet<>();
        open = new PriorityQueue<>();
        instructions = 0;
        leader(addressing.offset(root.linear), true);
        while (!open.isEmpty() && instructions < most()) {
            block(open.poll().eip);
        }
    }

    /** The same bytes with as few ranges as possible, none of them in more than one page. */
    private List<Source> merged() {
        sources.sort(Comparator.comparingInt(Source::index));
        List<Source> merged = new ArrayList<>();
        Source last = sources.get(0);
        for (Source next : sources.subList(1, sources.size())) {
            boolean together = next.index() <= last.end() && next.index() - last.index() == next.linear() - last.linear()
                    && next.index() >>> 12 == last.index() >>> 12;
            if (!together) {
                merged.add(last);
                last = next;
            } else if (next.end() > last.end()) {
                last = new Source(last.linear(), last.index(), Arrays.copyOfRange(c.arena(), last.index(), next.end()));
            }
        }
        merged.add(last);
        return merged;
    }

    private void leader(int eip, boolean entry) {
        leaders.add(eip);
        if (reached.add(eip)) {
            open.add(new Open(eip, heat(eip), reached.size()));
        }
        if (entry) {
            shape.addEntry(eip);
        }
    }

    /** How often the block ran that begins at an address. */
    private int heat(int eip) {
        int index = index(eip);
        CountedBlock known = index < 0 ? null : known(index);
        return known == null ? 0 : known.heat;
    }

    /** The interpreter's block at an index of the arena, or {@code null}. */
    private CountedBlock known(int index) {
        return blocks.at(index, c.mode) instanceof CountedBlock block ? block : null;
    }

    private int index(int eip) {
        int linear = addressing.linear(eip);
        long physical = c.mmu.cachedFetch(linear, c.user());
        return physical < 0 ? -1 : c.mmu.arenaIndex(physical);
    }

    /** Whether the pages of a block are among those of the region, or can be. */
    private boolean hasRoomFor(int eip, CountedBlock block) {
        long others = IntStream.rangeClosed(shape.page(eip), shape.page(eip + block.length - 1))
                .filter(page -> !shape.pages().contains(page)).count();
        return shape.pages().size() + others <= MOST_PAGES;
    }

    private void block(int eip) {
        int index = index(eip);
        CountedBlock known = index < 0 ? null : known(index);
        if (known == null || !isWarm(known) || !hasRoomFor(eip, known)) {
            return;
        }
        GuestBlock block = new GuestBlock(eip);
        fill(block, index, known);
        if (block.count() > 0) {
            members.add(known);
            instructions += block.count();
            shape.add(block);
            int length = block.end() - eip;
            int first = crosses(known) ? known.firstLength() : length;
            addSource(addressing.linear(eip), index, first);
            if (length > first) {
                addSource(addressing.linear(eip) + first, known.secondStart, length - first);
            }
        }
    }

    private void addSource(int linear, int index, int length) {
        sources.add(new Source(linear, index, Arrays.copyOfRange(c.arena(), index, index + length)));
    }

    /** Whether a block is an instruction that lies in two pages, which is a block by itself. */
    private static boolean crosses(CountedBlock block) {
        return block.secondStart >= 0;
    }

    private boolean isWarm(CountedBlock block) {
        return block.region == null && block.heat >= leastRuns
                || !compiler.isQuick() && (block.region != null || block.heat < 0);
    }

    private void fill(GuestBlock block, int index, CountedBlock known) {
        int at = index;
        while (block.count() < GuestBlock.MOST_INSTRUCTIONS) {
            int eip = block.end();
            CountedBlock here = known(at);
            if (block.count() > 0 && (leaders.contains(eip) || here != null && crosses(here))) {
                leader(eip, false);
                return;
            }
            if (block.count() > 0 && compiler.isQuick() && here != null && here.region != null) {
                return;
            }
            Insn insn = crosses(known) ? decodeCrossing(known, eip) : decoder.decode(at, eip, addressing);
            if (insn == null || !belongs(insn, eip)) {
                block.leave();
                if (insn != null) {
                    leader(eip + insn.length, true);
                }
                return;
            }
            block.add(insn);
            if (calls && here != null && here.wasRefused(leastRefusals)) {
                block.oftenRefused(eip);
            }
            at += insn.length;
            if (insn.entry.jumps) {
                jump(insn, block.end(), known);
                return;
            }
            if (crosses(known) || (at & 0xFFF) == 0) {
                leader(block.end(), false);
                return;
            }
        }
        leader(block.end(), false);
    }

    private boolean belongs(Insn insn, int eip) {
        boolean canBeCalled = !insn.entry.endsBlock || loadsDataSegment(insn);
        return calls && canBeCalled || (canBeCalled || isNearJump(insn)) && GuestBlock.isTranslated(insn, eip, addressing);
    }

    /** The instruction that is a block, if it still goes on where it did. */
    private Insn decodeCrossing(CountedBlock block, int eip) {
        boolean isThere = index(eip + block.firstLength()) == block.secondStart;
        return isThere ? decoder.decode(block.start, block.secondStart, eip, addressing) : null;
    }

    private static boolean isNearJump(Insn insn) {
        return insn.entry.jumps
                && (insn.entry.relative || insn.entry.mnemonic.equals("RET") || insn.entry.mnemonic.endsWith(".NEAR"));
    }

    /** Whether nothing but the base of a segment changes that is looked at in each access, unless the mode does. */
    private static boolean loadsDataSegment(Insn insn) {
        return switch (insn.entry.mnemonic) {
            case "LES", "LDS", "LFS", "LGS" -> true;
            case "MOV.TOSREG", "POP.SREG" -> insn.dst != SegmentRegister.SS && insn.dst != SegmentRegister.CS;
            default -> false;
        };
    }

    private void jump(Insn insn, int end, CountedBlock block) {
        String mnemonic = insn.entry.mnemonic;
        boolean call = mnemonic.startsWith("CALL");
        if (call || insn.entry.relative && !mnemonic.equals("JMP")) {
            leader(end, call);
        }
        if (insn.entry.relative) {
            int target = insn.operand32 ? end + insn.imm : end + insn.imm & 0xFFFF;
            leader(target, Integer.compareUnsigned(target, end) < 0);
        } else {
            for (int target : block.targets()) {
                leader(addressing.offset(target), true);
            }
        }
    }
}
