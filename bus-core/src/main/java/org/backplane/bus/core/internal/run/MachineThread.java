package org.backplane.bus.core.internal.run;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.machine.MachineCallException;

/** The machine thread, seen by the others: they hand it work and wait for the result. */
public final class MachineThread {
    private static final long TAKE_UP_LIMIT_SECONDS = 10;

    private final String machine;
    private final Mailbox mailbox;
    private final Thread thread;
    private volatile boolean started;
    private volatile boolean finished;

    /**
     * Makes the thread of a machine; it does not run yet.
     *
     * @param body what it does until the machine is closed
     */
    public MachineThread(String machine, Mailbox mailbox, Runnable body) {
        this.machine = machine;
        this.mailbox = mailbox;
        this.thread = new Thread(() -> {
            body.run();
            finished = true;
            mailbox.work(() -> { });
        }, "backplane-" + machine);
        thread.setDaemon(true);
    }

    /** Starts the machine thread. */
    public void start() {
        started = true;
        thread.start();
    }

    /** The thread itself. */
    public Thread thread() {
        return thread;
    }

    /** Whether this is the machine thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Hands work on the slots over without waiting. */
    public void post(Runnable work) {
        mailbox.postUrgent(work);
    }

    /** Does work on the machine thread and waits for its result. */
    public <T> T call(Callable<T> work) {
        if (isCurrent()) {
            return callHere(work);
        }
        MachineCall<T> call = new MachineCall<>(work);
        if (!hand(call, false)) {
            throw new MachineCallException("the machine '" + machine + "' is closed", null);
        }
        return call.await(TAKE_UP_LIMIT_SECONDS);
    }

    private static <T> T callHere(Callable<T> work) {
        try {
            return work.call();
        } catch (Throwable thrown) {
            throw new MachineCallException(OneLine.of(thrown), thrown);
        }
    }

    /**
     * Does work on the slots and waits until it is done. On a machine that does not run yet it is not waited
     * for, on one that is closed there is nothing to do.
     *
     * @return {@code false} if it is not done within the limit; it will be, once the machine thread gets to it
     */
    public boolean perform(Runnable work, long limitSeconds) {
        MachineCall<Void> call = new MachineCall<>(() -> {
            work.run();
            return null;
        });
        return !hand(call, true) || !started || call.awaitEnd(limitSeconds);
    }

    /** Waits until the thread has ended. */
    public boolean awaitEnd(long limitSeconds) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(limitSeconds));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Posts a call; {@code false} if nobody will take it up any more. */
    private boolean hand(MachineCall<?> call, boolean urgent) {
        if (urgent) {
            mailbox.postUrgent(call);
        } else {
            mailbox.post(call);
        }
        // The thread empties the mailbox once more after it has set the flag, so a call is taken up or given up here.
        return !finished || !call.giveUp();
    }
}
