package org.backplane.cpu.internal.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Handler;
import org.backplane.cpu.internal.interp.RegionFinder.Found;
import org.backplane.cpu.internal.jit.Escapes;
import org.backplane.cpu.internal.jit.Journal;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;

/**
 * Decides what is translated and when: a block that has become hot is the root of a region, which is found at once and made
 * into code by another thread; it is entered as soon as it is there, if its bytes have not changed meanwhile.
 *
 * <p>Machine thread only, but for the translation itself.
 */
final class Translator {
    private static final int MODE = Cpu.MODE_CODE32 | Cpu.MODE_FLAT;
    /** Regions that may wait to be translated. */
    private static final int QUEUE = 64;
    private static final int IDLE_SECONDS = 5;
    private static final int NEVER = Integer.MIN_VALUE;

    /** A region in which so many instructions were executed is made anew for C2. */
    private static final long WORTH_THE_BEST = 10_000_000;

    /** A block that belongs to a region becomes the root of one of its own only if it runs so much more often besides. */
    private static final int MEMBER_PATIENCE = 40;

    private record Finished(Found found, Compiled compiled) {
    }

    private record Better(Region region, RegionCode code) {
    }

    private final Cpu c;
    private final BlockCache blocks;
    private final TranslatorSettings settings;
    private final RegionFinder finder;
    private final Escapes escapes = new Escapes();
    private final RegionCompiler compiler;
    private final RegionRunner runner;
    private final RewrittenPages rewritten = new RewrittenPages();
    private final Queue<Better> better = new ConcurrentLinkedQueue<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor thread;
    private final List<Region> regions = new ArrayList<>();
    private long installed;
    private long invalidated;
    private long dropped;

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
        this.finder = new RegionFinder(c, blocks, settings.threshold(), !settings.check());
        this.compiler = new RegionCompiler(c, BlockBuilder::alone, escapes, journal);
        this.runner = new RegionRunner(c, settings.check() ? new RegionChecker(c, journal, interpreter) : null);
        this.thread = settings.background() ? thread() : null;
        blocks.retired = this::retired;
    }

    /** A thread that ends when it has had nothing to do for a while, so that nobody needs to end it. */
    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE), work -> {
                    Thread translator = new Thread(work, "translator");
                    translator.setDaemon(true);
                    return translator;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    // Running.

    /** Runs a region if it is worth it; whether the interpreter has to execute the next instruction. */
    boolean run(Region region) {
        boolean interpret = runner.run(region);
        if (region.executed > WORTH_THE_BEST && !region.promoted && RegionCompiler.hasTiers()) {
            promote(region);
        }
        return interpret;
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

    TranslatorStatus status() {
        return new TranslatorStatus(regions.size(), regions.stream().mapToLong(region -> region.compiled.bytes()).sum(),
                installed, invalidated, dropped, runner.runs(), runner.executed());
    }

    // Translating.

    private void translate(CountedBlock b) {
        if ((b.mode & MODE) != MODE || !b.isCacheable() || b.secondStart >= 0) {
            b.heat = NEVER;
            return;
        }
        if (rewritten.isWaiting(b.start, c.execution.retired())) {
            b.heat = 0;
            return;
        }
        if (blocks.isInSlowRegion(b)) {
            b.heat = -MEMBER_PATIENCE * settings.threshold();
            return;
        }
        Found found = finder.find(b);
        if (found == null) {
            b.heat = NEVER;
            return;
        }
        found.members().forEach(member -> member.heat = Math.min(member.heat, -MEMBER_PATIENCE * settings.threshold()));
        b.heat = NEVER;
        if (thread == null) {
            finished.add(new Finished(found, compiler.compile(found.shape())));
            install();
        } else {
            submit(found, b);
        }
    }

    private void submit(Found found, CountedBlock b) {
        try {
            thread.execute(() -> finished.add(new Finished(found, compiler.compile(found.shape()))));
        } catch (RejectedExecutionException e) {
            // The queue is full; the block will be hot again.
            b.heat = 0;
        }
    }

    /** Has HotSpot compile a region as well as it can. */
    private void promote(Region region) {
        region.promoted = true;
        if (thread != null) {
            try {
                thread.execute(() -> better.add(new Better(region, compiler.recompile(region.compiled))));
            } catch (RejectedExecutionException e) {
                region.promoted = false;
            }
        }
    }

    /** Lets regions be entered that have been translated. */
    void install() {
        for (Finished next = finished.poll(); next != null; next = finished.poll()) {
            install(next);
        }
        for (Better next = better.poll(); next != null; next = better.poll()) {
            next.region.best = next.code;
        }
    }

    private void install(Finished translated) {
        for (Region.Source source : translated.found.sources()) {
            if (!Arrays.equals(c.arena(), source.index(), source.end(), source.bytes(), 0, source.bytes().length)) {
                translated.found.members().get(0).heat = 0;
                return;
            }
        }
        Region region = new Region(translated.compiled, translated.found.mode(), translated.found.sources());
        if (thread == null) {
            region.quickPace.assumeFast();
        }
        if (regions.size() >= settings.mostRegions()) {
            dropLeastUsed();
        }
        installed++;
        regions.add(region);
        blocks.enter(region);
    }

    /** Drops the quarter of the regions in which the fewest instructions were executed since this was done last. */
    private void dropLeastUsed() {
        regions.sort(Comparator.comparingLong(region -> region.executed));
        List<Region> least = regions.subList(0, (regions.size() + 3) / 4);
        least.forEach(blocks::retire);
        dropped += least.size();
        least.clear();
        regions.forEach(region -> region.executed = 0);
    }

    private void retired(Region region) {
        invalidated++;
        regions.remove(region);
        for (Region.Source source : region.sources) {
            rewritten.note(source.index(), c.execution.retired());
        }
    }
}
