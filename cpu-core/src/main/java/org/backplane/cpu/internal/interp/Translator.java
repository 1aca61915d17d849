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

    private record Finished(Found found, Compiled compiled) {
    }

    private final Cpu c;
    private final BlockCache blocks;
    private final TranslatorSettings settings;
    private final RegionFinder finder;
    private final Escapes escapes = new Escapes();
    private final RegionCompiler compiler;
    /** Runs regions if they are to be checked, else {@code null}. */
    private final RegionChecker checker;
    private final RewrittenPages rewritten = new RewrittenPages();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final ThreadPoolExecutor thread;
    private final List<Region> regions = new ArrayList<>();
    private long executed;
    private long runs;

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
        this.finder = new RegionFinder(c, blocks, !settings.check());
        this.compiler = new RegionCompiler(c, escapes, journal);
        this.checker = settings.check() ? new RegionChecker(c, journal, interpreter) : null;
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

    /** Runs a region; whether the interpreter has to execute the next instruction. */
    boolean run(Region region) {
        region.validate(c);
        region.entered++;
        int budget = c.execution.budget;
        boolean interpret = checker == null ? region.code.run(c) : checker.run(region);
        executed += budget - c.execution.budget;
        runs++;
        return interpret || c.execution.budget == budget;
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

    /** Regions, and what share of instructions they executed. */
    String describe() {
        return "%d regions, %d bytes of bytecode, %d translated instructions, %d of %d instructions executed in them in %d runs"
                .formatted(regions.size(), regions.stream().mapToInt(r -> r.compiled.bytes()).sum(),
                        regions.stream().mapToInt(r -> r.compiled.shape().instructions()).sum(), executed,
                        c.execution.retired(), runs);
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
        Found found = finder.find(b);
        if (found == null) {
            b.heat = NEVER;
        } else if (thread == null) {
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

    /** Lets regions be entered that have been translated. */
    void install() {
        for (Finished next = finished.poll(); next != null; next = finished.poll()) {
            install(next);
        }
    }

    private void install(Finished translated) {
        for (Region.Source source : translated.found.sources()) {
            if (!Arrays.equals(c.arena(), source.index(), source.end(), source.bytes(), 0, source.bytes().length)) {
                return;
            }
        }
        Region region = new Region(translated.compiled, translated.found.mode(), translated.found.sources());
        if (regions.size() >= settings.mostRegions()) {
            dropLeastEntered();
        }
        regions.add(region);
        blocks.enter(region);
    }

    /** Drops the quarter of the regions that were entered least often since this was done last. */
    private void dropLeastEntered() {
        regions.sort(Comparator.comparingInt(region -> region.entered));
        List<Region> dropped = regions.subList(0, (regions.size() + 3) / 4);
        dropped.forEach(blocks::retire);
        dropped.clear();
        regions.forEach(region -> region.entered = 0);
    }

    private void retired(Region region) {
        regions.remove(region);
        for (Region.Source source : region.sources) {
            rewritten.note(source.index(), c.execution.retired());
        }
    }
}
