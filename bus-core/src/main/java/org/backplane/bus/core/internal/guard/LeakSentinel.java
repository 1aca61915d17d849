package org.backplane.bus.core.internal.guard;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Watches the class loaders of revisions that have gone. One that can still be reached after some time, and after the
 * collector has run twice for certain, is reported with whoever holds it, as far as that can be found out ({@link Holders}):
 * once is not enough, because the JIT compiler holds the classes whose methods wait for it. The collector goes on being asked,
 * after longer and longer pauses, so that the end of one that was reported does not go unnoticed for want of a collection. It
 * looks on a thread of its own, which lives as long as there is something to watch.
 */
public final class LeakSentinel {
    /** How long a look waits for the next one. */
    private static final long PAUSE_MILLIS = 1_000;
    /** How often the collector has to run before somebody is blamed. */
    private static final int PROOFS = 2;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final String machine;
    private final long patienceNanos;
    private final Holders holders;
    private final BooleanSupplier collector;
    private final BiConsumer<String, String> report;
    private final List<Watched> watched = new ArrayList<>();
    private Thread thread;
    private boolean closed;

    /** A class loader that should go. Nothing here holds it. */
    private static final class Watched {
        private final String pid;
        private final String revision;
        private final WeakReference<ClassLoader> loader;
        private final Set<String> classNames;
        private final Predicate<ClassLoader> dead;
        private long sinceNanos;
        private int collections;
        private long nextNanos;
        private long pauseNanos = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);
        private boolean reported;

        Watched(String pid, String revision, ClassLoader loader, Set<String> classNames, Predicate<ClassLoader> dead,
                long nowNanos) {
            this.pid = pid;
            this.revision = revision;
            this.loader = new WeakReference<>(loader);
            this.classNames = classNames;
            this.dead = dead;
            this.sinceNanos = nowNanos;
            this.nextNanos = nowNanos;
        }

        /** The collector was asked; the first times it is asked again at the next look. */
        void collected(boolean certainly, long nowNanos) {
            collections += certainly ? 1 : 0;
            if (reported) {
                nextNanos = nowNanos + pauseNanos;
                pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
            }
        }
    }

    /**
     * Makes a sentinel that watches nothing.
     *
     * @param patienceSeconds how long a class loader may stay
     * @param holders         finds out who holds it
     * @param collector       runs the garbage collector, and says whether it is certain that it has run
     * @param report          takes a slot and a line about it
     */
    public LeakSentinel(String machine, long patienceSeconds, Holders holders, BooleanSupplier collector,
            BiConsumer<String, String> report) {
        this.machine = machine;
        this.patienceNanos = TimeUnit.SECONDS.toNanos(patienceSeconds);
        this.holders = holders;
        this.collector = collector;
        this.report = report;
    }

    /**
     * Begins to watch a class loader, unless it is watched. Any thread.
     *
     * @param pid        the slot of a device of it
     * @param revision   what it is the loader of, for the report
     * @param classNames the classes that it may have defined
     * @param dead       whether it should be unreachable by now; its bundle may only have stopped, and start again
     */
    public synchronized void watch(String pid, String revision, ClassLoader loader, Set<String> classNames,
            Predicate<ClassLoader> dead) {
        if (closed || watched.stream().anyMatch(any -> any.loader.get() == loader)) {
            return;
        }
        watched.add(new Watched(pid, revision, loader, classNames, dead, System.nanoTime()));
        if (thread == null) {
            thread = new Thread(this::run, "backplane-" + machine + "-sentinel");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Ends it; does not wait. */
    public synchronized void close() {
        closed = true;
        watched.clear();
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try {
            do {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } while (look(System.nanoTime()));
        } catch (InterruptedException ended) {
            // Closed: there is nothing to watch any more.
        }
    }

    /**
     * Looks once; {@code false} if nothing is left to watch, and the thread ends. Whoever has a device leave does not wait for
     * what is found out here.
     */
    boolean look(long nowNanos) {
        List<Watched> all;
        synchronized (this) {
            all = List.copyOf(watched);
        }
        List<Watched> due = all.stream().filter(one -> examine(one, nowNanos)).toList();
        if (!due.isEmpty()) {
            boolean certainly = collector.getAsBoolean();
            due.forEach(one -> one.collected(certainly, nowNanos));
        }
        return forget(all.stream().filter(one -> one.loader.get() == null).collect(Collectors.toList()));
    }

    /** Whether the collector shall run; it must not while a class loader is on this thread's stack, where it would be found. */
    private boolean examine(Watched one, long nowNanos) {
        ClassLoader loader = one.loader.get();
        if (loader == null) {
            return false;
        }
        if (!one.reported && !one.dead.test(loader)) {
            one.sinceNanos = nowNanos;
            one.collections = 0;
            return false;
        }
        if (nowNanos - one.sinceNanos < patienceNanos || nowNanos - one.nextNanos < 0) {
            return false;
        }
        if (!one.reported && one.collections >= PROOFS) {
            report(one, loader, nowNanos);
        }
        return true;
    }

    private void report(Watched one, ClassLoader loader, long nowNanos) {
        one.reported = true;
        report.accept(one.pid, one.revision + " is gone, but its classes can still be reached after "
                + TimeUnit.NANOSECONDS.toSeconds(nowNanos - one.sinceNanos) + " s: " + holders.of(loader, one.classNames));
    }

    private boolean forget(List<Watched> collected) {
        boolean more;
        synchronized (this) {
            collected.removeIf(one -> !watched.remove(one));
            more = !watched.isEmpty();
            thread = more ? thread : null;
        }
        collected.stream().filter(one -> one.reported).forEach(
                one -> report.accept(one.pid, one.revision + " has been collected after all"));
        return more;
    }
}
