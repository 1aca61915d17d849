package org.backplane.cpu.internal.interp;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.bus.machine.TranslatedRegionDTO;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.jit.Addressing;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;
import org.backplane.cpu.internal.jit.RegionData;

/** Translated code: what it was translated from, where that lies, and the blocks at which it is entered. */
final class Region {
    /** Exits of which it is known where they lead. */
    private static final int LINKS = 64;
    /** Instructions that cost less to interpret than to enter a region for. */
    private static final int SOON = 16;
    /** Runs after which that is known. */
    private static final int MANY = 50_000;
    private static final int DEAD = -2;
    private static final int NOT_YET = -1;

    // What is looked at when control goes from one region to another.
    /** What runs it: the code that was chosen, or who decides about that. */
    RegionCode code;
    /** The epoch in which its pages were looked at. */
    private int epoch = NOT_YET;
    /** The same, also if they have to be looked at again. */
    private int lookedAt = NOT_YET;
    /** The epoch in which all of its pages are where they were. */
    private int completeEpoch = NOT_YET;
    /** Instructions executed in it since regions were last dropped. */
    long executed;
    /** Where it was left lately, and the regions that are entered there. */
    private final int[] exits = new int[LINKS];
    private final Region[] nexts = new Region[LINKS];

    /** Its code as HotSpot compiles it soon. */
    private final Candidate quick;
    /** What is run. */
    private Candidate chosen;
    /** What is on trial against that, or {@code null}. */
    private Candidate rival;
    /** What runs it while a code is on trial. */
    private final RegionCode trying;
    /** What runs it if it is checked, else {@code null}. */
    private final RegionCode checking;
    final RegionData data;
    final Promotion promotion;
    final Compiled compiled;
    /** The mode it was decoded in. */
    final int mode;
    private final Addressing addressing;
    final Sources sources;
    private final Entrances entrances = new Entrances();
    private final Set<Integer> roots;
    private final int allPages;
    /** Instructions executed in it before {@link #executed}. */
    private long executedBefore;
    /** How often it was entered. */
    long entries;
    /** What the blocks that know it have run at least. */
    final int warm;
    /** How often it was entered from the interpreter and left to it. */
    private long alone;
    /** Physical address of its root when it was translated. */
    private final long physical;

    Region(Compiled compiled, Found found, int warm, RegionRunner runner) {
        this.warm = warm;
        this.promotion = new Promotion(found.shape().entries());
        this.compiled = compiled;
        this.data = compiled.data();
        this.quick = new Candidate(compiled.code(), "quick");
        this.trying = runner.trying(this);
        this.checking = runner.checking(this);
        use(quick, null);
        this.mode = found.mode();
        this.addressing = found.shape().addressing();
        this.sources = new Sources(found.sources());
        this.physical = found.physical();
        this.roots = found.roots().stream().map(root -> root.linear).collect(Collectors.toSet());
        this.allPages = (1 << compiled.shape().pages().size()) - 1;
    }

    /** Whether the processor can execute it as it is now. */
    boolean isFor(Cpu c) {
        return mode == c.mode && addressing.isOf(c);
    }

    // Links.

    /** From now on it is known that an address where it is left is one where a region is entered, if that is for the same segments. */
    void link(int eip, Region to) {
        if (mode == to.mode && addressing.equals(to.addressing)) {
            int link = linkOf(eip);
            exits[link] = eip;
            nexts[link] = to;
        }
    }

    /** The region that is entered at an address if that is known, and all of it is where it was; else {@code null}. */
    Region next(int eip, int now) {
        int link = linkOf(eip);
        Region to = exits[link] == eip ? nexts[link] : null;
        return to != null && to.completeEpoch == now ? to : null;
    }

    private static int linkOf(int eip) {
        return (eip ^ eip >>> 6) & LINKS - 1;
    }

    /** It was entered from the interpreter and left to it. */
    void wasAlone() {
        alone++;
    }

    /** Whether it is entered from the interpreter, and left to it after so few instructions that these are better interpreted. */
    boolean isLeftSoon() {
        return entries > MANY && alone > entries / 2 && executedEver() < SOON * entries;
    }

    /** Whether enough was executed in it to make better code than it has. */
    boolean isWorthBetter() {
        return compiled.quick() && rival == null && promotion.isDue(executed) && (promotion.isFirst() || chosen != quick);
    }

    // Which code is run.

    /** What was compiled soon; it can be entered at all blocks. */
    Candidate quick() {
        return quick;
    }

    /** What is run. */
    Candidate chosen() {
        return chosen;
    }

    /** What is on trial against that; else {@code null}. */
    Candidate rival() {
        return rival;
    }

    /** Puts a code on trial, or none. */
    void challenge(Candidate candidate) {
        use(chosen, candidate);
    }

    /** Decides for the rival, or against it, or for neither yet. */
    void compare() {
        if (rival.trial().isWon()) {
            use(rival, null);
        } else if (rival.trial().isOver()) {
            use(chosen, null);
        }
    }

    /** HotSpot has given up what it had compiled of the chosen code: the quick one is run until that is faster again. */
    void chosenIsLost() {
        chosen.forget();
        use(quick, chosen);
    }

    private void use(Candidate candidate, Candidate against) {
        chosen = candidate;
        rival = against;
        code = checking != null ? checking : rival != null ? trying : chosen.code;
    }

    // Where it lies, and what it reads.

    /** Whether the memory is there that its code takes for granted. */
    boolean hasRun() {
        return data.hasRun();
    }

    /**
     * Makes sure that its code knows which of its pages are where they were when it was translated.
     *
     * @return whether this is the first look since translations have changed, and one of them is not
     */
    boolean validate(Cpu c) {
        if (epoch == c.execution.epoch) {
            return false;
        }
        boolean changed = lookedAt != c.execution.epoch;
        lookAtPages(c);
        return changed && completeEpoch != epoch;
    }

    /** It was left for the interpreter to execute an instruction, perhaps in a page that was not known. */
    void leftAside() {
        if (completeEpoch != epoch) {
            epoch = NOT_YET;
        }
    }

    private void lookAtPages(Cpu c) {
        List<Integer> pages = compiled.shape().pages();
        int valid = 0;
        for (int i = 0; i < pages.size(); i++) {
            if (isWhereItWas(c, pages.get(i))) {
                valid |= 1 << i;
            }
        }
        data.pages = valid;
        epoch = c.execution.epoch;
        lookedAt = epoch;
        completeEpoch = valid == allPages ? epoch : NOT_YET;
    }

    private boolean isWhereItWas(Cpu c, int page) {
        long physical = c.mmu.cachedFetch(page << 12, c.user());
        Source source = sources.inPage(page);
        if (physical < 0 || source == null) {
            return false;
        }
        c.execution.foundCode(source.linear(), source.linear());
        return c.mmu.arenaIndex(physical) == (source.index() & ~0xFFF);
    }

    /** Whether it has an entry at a block. */
    boolean isEnteredAt(Block b) {
        return b.mode == mode && sources.anyLinear(b.start,
                linear -> compiled.shape().entries().contains(addressing.offset(linear)));
    }

    /** The linear addresses at which it can be entered. */
    Stream<Integer> entryAddresses() {
        return compiled.shape().entries().stream().map(addressing::linear);
    }

    /** Whether it was found from a linear address. */
    boolean isRoot(int linear) {
        return roots.contains(linear);
    }

    /** Linear address of the block that it was found from first. */
    int root() {
        return addressing.linear(compiled.shape().blocks().get(0).start());
    }

    long physical() {
        return physical;
    }

    /** Begins to count what is executed in it from now on. */
    void countAnew() {
        executedBefore += executed;
        executed = 0;
    }

    /** Instructions executed in it since it was installed. */
    long executedEver() {
        return executedBefore + executed;
    }

    TranslatedRegionDTO describe() {
        TranslatedRegionDTO dto = new TranslatedRegionDTO();
        dto.linear = Integer.toUnsignedLong(root());
        dto.physical = physical;
        dto.instructions = compiled.shape().instructions();
        dto.guestBytes = sources.bytes();
        dto.bytecodeBytes = compiled.bytes();
        dto.tier = chosen.tier;
        dto.entries = entries;
        dto.executed = executedEver();
        return dto;
    }

    /** Whether a block begins in it, and it can still be entered. */
    boolean covers(Block b) {
        return !isDead() && sources.overlap(b.start, 1);
    }

    /** A block at one of its entries will enter it from now on. */
    void attach(CountedBlock b) {
        entrances.attach(b, this);
    }

    boolean isDead() {
        return data.isDead();
    }

    /**
     * It must not be entered any more, and is left as soon as an instruction that it had executed is done.
     *
     * @param heat what the blocks count from that knew it
     */
    void kill(Cpu c, int heat) {
        data.die(c);
        completeEpoch = DEAD;
        Arrays.fill(nexts, null);
        entrances.detach(this, heat);
    }
}
