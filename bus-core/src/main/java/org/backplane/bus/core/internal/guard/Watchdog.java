package org.backplane.bus.core.internal.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Identity;

/**
 * Looks whether the machine thread gets on. If it has been in one turn of its loop for too long and does not wait for
 * anything, it is in code that does not return, most likely a card's: that is reported once, with its stack and the slot.
 * Nothing else is done, because nothing else can be: a thread cannot be made to return, and whoever ended it would leave
 * the machine half changed.
 */
public final class Watchdog {
    /** How often it looks within the time that it tolerates. */
    private static final int LOOKS = 4;
    /** So many times longer may take what is no device's code: class loading and compilation on a busy host. */
    private static final int OWN_TIMES = 10;

    private final String machine;
    private final long limitNanos;
    private final LongSupplier turns;
    private final BooleanSupplier waiting;
    private final Supplier<StackTraceElement[]> stack;
    private final Supplier<List<Suspect>> suspects;
    private final Calls calls;
    private final Quarantine quarantine;
    private final EventLog events;
    private volatile boolean closing;
    private Thread thread;
    private long turn;
    private long sinceNanos;
    private long lookedNanos;
    private boolean reported;
    private String reportedPid;

    /**
     * A slot whose code may be the one that hangs.
     *
     * @param identity where its device comes from
     * @param classes  the loader of its device's classes
     * @param history  its accesses, one of which may not have returned
     */
    public record Suspect(Identity identity, ClassLoader classes, AccessHistory history) {
    }

    /**
     * Makes a watchdog that does not look yet.
     *
     * @param limitMillis how long a turn may take
     * @param turns       counts the turns of the machine's loop
     * @param waiting     whether the machine thread waits for work
     * @param stack       where the machine thread is
     * @param suspects    the slots with a device
     */
    public Watchdog(String machine, long limitMillis, LongSupplier turns, BooleanSupplier waiting,
            Supplier<StackTraceElement[]> stack, Supplier<List<Suspect>> suspects, Calls calls, Quarantine quarantine,
            EventLog events) {
        this.machine = machine;
        this.limitNanos = TimeUnit.MILLISECONDS.toNanos(limitMillis);
        this.turns = turns;
        this.waiting = waiting;
        this.stack = stack;
        this.suspects = suspects;
        this.calls = calls;
        this.quarantine = quarantine;
        this.events = events;
    }

    /** Begins to look, on a thread of its own. */
    public void start() {
        lookedNanos = System.nanoTime();
        thread = new Thread(this::run, "backplane-" + machine + "-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it; does not wait. */
    public void close() {
        closing = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                TimeUnit.NANOSECONDS.sleep(limitNanos / LOOKS);
                look(System.nanoTime());
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    /** Looks once. */
    void look(long nowNanos) {
        long now = turns.getAsLong();
        // If this thread did not get on either, the host slept, and nobody is to blame.
        boolean slept = nowNanos - lookedNanos >= limitNanos;
        lookedNanos = nowNanos;
        if (now != turn || waiting.getAsBoolean() || slept) {
            returned(nowNanos);
            turn = now;
            sinceNanos = nowNanos;
        } else if (!reported && nowNanos - sinceNanos >= limitNanos) {
            StackTraceElement[] frames = stack.get();
            Optional<Suspect> culprit = culprit(frames);
            reported = culprit.isPresent() || nowNanos - sinceNanos >= OWN_TIMES * limitNanos;
            if (reported) {
                report(culprit, frames);
            }
        }
    }

    private void report(Optional<Suspect> culprit, StackTraceElement[] frames) {
        if (culprit.isEmpty()) {
            reportedPid = machine;
            events.reportFromOutside(machine, "the machine thread does not get on"
                    + Arrays.stream(frames).findFirst().map(frame -> "; it is in " + frame).orElse(""));
            return;
        }
        Suspect slot = culprit.get();
        reportedPid = slot.identity().pid();
        String where = Arrays.stream(frames).filter(frame -> defines(slot.classes(), frame.getClassName())).findFirst()
                .map(frame -> "; it is in " + frame).orElse("");
        String doing = reportedPid.equals(calls.pid()) ? calls.doing() : slot.history().open()
                .map(access -> (access.write ? "a write" : "a read") + " of width " + access.width).orElse("its code");
        quarantine.hang(slot.identity(), "the device does not return from " + doing + where, frames, slot.history());
    }

    /** Of the slots whose code has been called and has not returned, the one whose class is nearest to the top. */
    private Optional<Suspect> culprit(StackTraceElement[] frames) {
        List<Suspect> called = suspects.get().stream().filter(slot -> slot.identity().pid().equals(calls.pid())
                || slot.history().open().isPresent()).toList();
        for (StackTraceElement frame : frames) {
            for (Suspect slot : called) {
                if (defines(slot.classes(), frame.getClassName())) {
                    return Optional.of(slot);
                }
            }
        }
        return called.stream().findFirst();
    }

    private static boolean defines(ClassLoader loader, String className) {
        try {
            return Class.forName(className, false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return false;
        }
    }

    private void returned(long nowNanos) {
        if (reported) {
            reported = false;
            events.reportFromOutside(reportedPid, "the machine thread gets on again after "
                    + TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos) + " ms");
        }
    }
}
