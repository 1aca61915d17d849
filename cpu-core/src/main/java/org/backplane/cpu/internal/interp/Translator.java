package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.backplane.bus.machine.TranslatedRegionDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.interp.CompileQueue.Finished;
import org.backplane.cpu.internal.jit.DirectRuns;
import org.backplane.cpu.internal.jit.Escapes;
import org.backplane.cpu.internal.jit.Journal;
import org.backplane.cpu.internal.jit.RegionCompiler;

/**
 * Decides what is translated and when: a block that has become hot is the root of a region, which is found at once and made
 * into code by another thread; it is entered as soon as it is there, if its bytes have not changed meanwhile.
 *
 * <p>Machine thread only; the other one is that of {@link CompileQueue}.
 */
final class Translator {
    /** So long the processor executes at first before anything is translated: HotSpot has the interpreter itself to compile. */
    private static final long HOLD_NANOS = 500_000_000L;
    private static final int NEVER = Integer.MIN_VALUE;

    /** A block that belongs to a region becomes the root of one of its own only if it runs so much more often besides. */
    private static final int MEMBER_PATIENCE = 40;

    /** So often a small function waits until it is a part of a region of what calls it. It is hot first if it is called in several places. */
    private static final int MOST_POSTPONED = 2;

    private final Cpu c;
    private final BlockCache blocks;
    private final TranslatorSettings settings;
    private final RegionFinder finder;
    private final Escapes escapes = new Escapes();
    private final RegionCompiler compiler;
    private final RegionRunner runner;
    private final DirectRuns runs;
    private final RewrittenPages rewritten;
    private final CompileQueue queue;
    private final Promoter promoter;
    private final List<Region> regions = new ArrayList<>();
    private final TranslationCounts counts = new TranslationCounts();
    private final TranslationEvents events = TranslationEvents.create();

    /**
     * A translator that has translated nothing.
     *
     * @param interpreter executes as many instructions as the budget allows, for checking
     */
    Translator(Cpu c, BlockCache blocks, TranslatorSettings settings, Runnable interpreter) {
        this.c = c;
        this.blocks = blocks;
        this.settings = settings;
        Journal journal = settings.check() ? new Journal(c.arena()) : null;
        this.rewritten = new RewrittenPages(settings.tolerated());
        this.compiler = new RegionCompiler(c, BlockBuilder::called, escapes, journal, settings.background(), settings.best());
        this.runs = new DirectRuns(c);
        this.finder = new RegionFinder(c, blocks, settings, !settings.check(), compiler, runs);
        this.queue = new CompileQueue(compiler, finder, events, settings.background());
        this.promoter = new Promoter(queue, compiler, counts, settings.background());
        this.runner = new RegionRunner(c, escapes, settings.check() ? new RegionChecker(c, journal, interpreter) : null,
                () -> counts.invalidated(Invalidation.MOVED), this::measured, promoter::tried);
        blocks.retired = this::retired;
    }

    // Running.

    /** Runs a region if it is worth it; whether the interpreter has to execute the next instruction. */
    boolean run(Region region) {
        runs.refresh();
        if (!region.hasRun()) {
            giveUp(region, region.warm, Invalidation.RUN_GONE);
            return false;
        }
        return runner.run(region);
    }

    /** The region that ran last if it was left because the slice ends; else {@code null}. */
    Region cut() {
        return runner.cut();
    }

    /** The same, once. */
    Region takeCut() {
        return runner.takeCut();
    }

    /** A region was measured, as happens now and then. */
    private void measured(Region region) {
        if (region.chosen().pace.isLost()) {
            chosenIsLost(region);
        } else if (region.isLeftSoon() && !settings.check()) {
            // A check is not for speed.
            giveUp(region, memberHeat(), Invalidation.LEFT_SOON);
        } else {
            promoter.measured(region);
        }
    }

    /** HotSpot has given up what it had compiled of the code that a region runs. */
    private void chosenIsLost(Region region) {
        if (region.chosen() == region.quick()) {
            giveUp(region, region.warm, Invalidation.GIVEN_UP);
        } else {
            region.chosenIsLost();
        }
    }

    /** The handler that a region has called last. */
    Handler running() {
        return escapes.running();
    }

    /** A block runs in the interpreter. */
    void count(CountedBlock b) {
        if (++b.heat == settings.threshold()) {
            translate(b);
        }
    }

    /** The interpreter has executed a block before which a region was left. */
    void wasAside(CountedBlock b) {
        Region region = runner.refusing();
        if (region != null && (runner.isUnusual() || c.indirect == b.first) && !settings.check() && !region.isDead()
                && b.refused(settings.refusals())) {
            makeAnew(region);
        }
    }

    private void makeAnew(Region region) {
        giveUp(region, region.warm, Invalidation.REFUSED);
        if (region.isFor(c) && blocks.at(region.sources.indexOf(region.root()), region.mode) instanceof CountedBlock root) {
            translate(root);
        }
    }

    TranslatorStatus status() {
        return new TranslatorStatus(regions.size(), regions.stream().mapToLong(region -> region.compiled.bytes()).sum(),
                counts.installed,
                counts.invalidations(Invalidation.SELF_MODIFICATION) + counts.invalidations(Invalidation.OTHER_MASTER),
                counts.invalidations(Invalidation.EVICTED),
                runner.counts.goneRuns() + regions.stream().mapToLong(region -> region.entries).sum(),
                runner.counts.goneExecuted() + regions.stream().mapToLong(Region::executedEver).sum());
    }

    /** The processor has executed instructions for so long. */
    void ran(long nanos) {
        runner.counts.ran(nanos);
    }

    /** Says all that is known of what was translated. */
    void describe(TranslatorDTO to, int most) {
        TranslatorStatus status = status();
        to.regions = status.regions();
        to.bytecodeBytes = status.bytes();
        to.installed = status.installed();
        to.entries = status.runs();
        to.regionInstructions = status.instructions();
        to.queued = queue.size();
        to.guestBytes = regions.stream().mapToLong(region -> region.sources.bytes()).sum();
        to.escapes = escapes.count();
        counts.describe(to);
        runner.counts.describe(to);
        to.hottest = regions.stream().sorted(Comparator.comparingLong(Region::executedEver).reversed()).limit(most)
                .map(Region::describe).toArray(TranslatedRegionDTO[]::new);
    }

    // Translating.

    private void translate(CountedBlock b) {
        if (!b.isCacheable()) {
            b.heat = NEVER;
            return;
        }
        if (rewritten.isWaiting(b.start, c.execution.retired())) {
            b.heat = 0;
            return;
        }
        if (mustWait()) {
            // It will be hot again.
            b.heat = settings.threshold() / 2;
            return;
        }
        Found found = finder.find(b);
        if (found == null) {
            b.heat = NEVER;
            return;
        }
        if (found.isSmallFunction() && b.postponed++ < MOST_POSTPONED) {
            b.heat = finder.leastRuns();
            return;
        }
        found.members().forEach(member -> member.heat = Math.min(member.heat, memberHeat()));
        b.heat = NEVER;
        queue.add(found);
        if (!settings.background()) {
            install();
        }
    }

    private boolean mustWait() {
        if (!queue.isReady() || settings.background() && runner.counts.nanos() < HOLD_NANOS) {
            return true;
        }
        if (queue.isFull()) {
            // Others are hotter.
            counts.refused++;
            return true;
        }
        return false;
    }

    /** Lets regions be entered that have been translated. */
    void install() {
        for (Finished next = queue.nextFinished(); next != null; next = queue.nextFinished()) {
            install(next);
        }
        promoter.install();
    }

    private void install(Finished translated) {
        counts.compiled(translated.nanos());
        if (!translated.found().sources().stream().allMatch(source -> source.isIn(c.arena()))) {
            translated.found().members().forEach(member -> member.heat = finder.leastRuns());
            counts.invalidated(Invalidation.STALE);
            return;
        }
        Region region = new Region(translated.compiled(), translated.found(), finder.leastRuns(), runner);
        if (regions.size() >= settings.mostRegions()) {
            dropLeastUsed();
        }
        counts.installed++;
        regions.add(region);
        blocks.enter(region);
        Set<Integer> starts = translated.compiled().shape().starts();
        for (CountedBlock member : translated.found().members()) {
            if (!starts.contains(translated.found().shape().addressing().offset(member.linear))) {
                // There was no room for it.
                member.heat = finder.leastRuns();
            }
        }
    }

    /** Drops the quarter of the regions in which the fewest instructions were executed since this was done last. */
    private void dropLeastUsed() {
        regions.sort(Comparator.comparingLong(region -> region.executed));
        List<Region> least = regions.subList(0, (regions.size() + 3) / 4);
        for (Region region : least) {
            blocks.retire(region);
            invalidated(region, Invalidation.EVICTED);
        }
        least.clear();
        regions.forEach(Region::countAnew);
    }

    /** A region will not be entered any more; the blocks that knew it count from a heat. */
    private void giveUp(Region region, int heat, Invalidation reason) {
        blocks.retire(region, heat);
        regions.remove(region);
        invalidated(region, reason);
    }

    /** What a block counts from that belongs to a region. */
    private int memberHeat() {
        return -MEMBER_PATIENCE * settings.threshold();
    }

    private void invalidated(Region region, Invalidation reason) {
        runner.counts.gone(region.entries, region.executedEver());
        counts.invalidated(reason);
        events.invalidated(region, reason);
    }

    private void retired(Region region) {
        int stored = c.storingIndex();
        invalidated(region, stored >= 0 && region.sources.overlap(stored, Integer.BYTES)
                ? Invalidation.SELF_MODIFICATION : Invalidation.OTHER_MASTER);
        regions.remove(region);
        for (Source source : region.sources.all()) {
            rewritten.note(source.index(), c.execution.retired());
        }
    }
}
