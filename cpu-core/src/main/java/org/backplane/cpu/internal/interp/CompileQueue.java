package org.backplane.cpu.internal.interp;

import java.util.BitSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.backplane.cpu.internal.jit.RegionCode;
import org.backplane.cpu.internal.jit.RegionCompiler;
import org.backplane.cpu.internal.jit.RegionCompiler.Compiled;

/** What waits to be made into code, the thread that makes it, and what it has made. Its methods are for the machine thread. */
final class CompileQueue {
    /** Regions that may wait to be translated. */
    private static final int MOST = 64;
    private static final int IDLE_SECONDS = 5;

    /** The code of a region, which took so many nanoseconds to make. */
    record Finished(Found found, Compiled compiled, long nanos) {
    }

    /** Code that can be tried, or {@code null}: made in so many nanoseconds, or, if it is not new, compiled once more. */
    record Better(Region region, Candidate candidate, long nanos, boolean isNew) {
    }

    private final RegionCompiler compiler;
    private final RegionFinder finder;
    private final TranslationEvents events;
    /** {@code null} if the machine thread makes the code. */
    private final ThreadPoolExecutor thread;
    private final Queue<Found> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final Queue<Better> better = new ConcurrentLinkedQueue<>();
    /** Whether the compiler has been told to find out what HotSpot can do. */
    private boolean preparing;

    /**
     * An empty queue.
     *
     * @param finder     knows how many instructions there may be in regions that are made into one
     * @param background whether there is a thread; else the machine thread makes code when it is asked for it
     */
    CompileQueue(RegionCompiler compiler, RegionFinder finder, TranslationEvents events, boolean background) {
        this.compiler = compiler;
        this.finder = finder;
        this.events = events;
        this.thread = background ? thread() : null;
    }

    /** A thread that ends when it has had nothing to do for a while, so that nobody needs to end it. */
    private static ThreadPoolExecutor thread() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST), work -> {
                    Thread translator = new Thread(work, "translator");
                    translator.setDaemon(true);
                    return translator;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Whether the compiler is prepared; it is from the first question on. */
    boolean isReady() {
        if (!preparing) {
            preparing = true;
            if (thread == null) {
                compiler.prepare();
            } else {
                thread.execute(compiler::prepare);
            }
        }
        return compiler.isReady();
    }

    /** Whether there is no room for another region. */
    boolean isFull() {
        return thread != null && thread.getQueue().remainingCapacity() == 0;
    }

    /** How much is waiting and being made. */
    int size() {
        return thread == null ? 0 : thread.getQueue().size() + thread.getActiveCount();
    }

    /** Has code made of a region, together with others that wait. */
    void add(Found found) {
        waiting.add(found);
        if (thread == null) {
            compileWaiting();
        } else {
            thread.execute(this::compileWaiting);
        }
    }

    /** Has a region's code made anew for C2, as its {@link Promotion} says; whether there is room for that. */
    boolean recompile(Region region) {
        Set<Integer> entries = region.promotion.entries();
        BitSet restless = region.promotion.restless();
        return await(() -> recompile(region, entries, restless));
    }

    /** Has HotSpot compile once more what it has given up; whether there is room for that. */
    boolean warm(Region region, Candidate candidate) {
        return await(() -> {
            compiler.warmBest(candidate.code, region.quick().code);
            return new Better(region, candidate, 0, false);
        });
    }

    private boolean await(Supplier<Better> work) {
        try {
            thread.execute(() -> better.add(work.get()));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** What has been made next, or {@code null}. */
    Finished nextFinished() {
        return finished.poll();
    }

    /** What can be tried next, or {@code null}. */
    Better nextBetter() {
        return better.poll();
    }

    // Any thread.

    /** Makes code of what was found, of several regions at once if they wait. */
    private void compileWaiting() {
        Found found = waiting.poll();
        while (found != null) {
            Found next = waiting.poll();
            while (next != null && found.goesWith(next, finder.most())) {
                found = found.with(next);
                next = waiting.poll();
            }
            finished.add(compile(found));
            found = next;
        }
    }

    private Finished compile(Found found) {
        long begun = System.nanoTime();
        Compiled compiled = events.compiled(found, () -> compiler.compile(found.shape()));
        return new Finished(found, compiled, System.nanoTime() - begun);
    }

    private Better recompile(Region region, Set<Integer> entries, BitSet restless) {
        long begun = System.nanoTime();
        RegionCode code = events.recompiled(region, () -> compiler.recompile(region.compiled, entries, restless));
        return new Better(region, code == null ? null : new Candidate(code, "best"), System.nanoTime() - begun, true);
    }
}
