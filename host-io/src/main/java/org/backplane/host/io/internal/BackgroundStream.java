package org.backplane.host.io.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStream;

/** A stream whose waiting is done by threads of its own; they outlive {@link #close} until the output is written. */
abstract class BackgroundStream implements HostStream {
    /** How long a stream that was left open waits for its next user. */
    private static final long NEXT_USER_NANOS = 10_000_000_000L;

    private final String name;
    private final InputGate gate;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    BackgroundStream(String name, HostInput input) {
        this.name = name;
        this.gate = new InputGate(input);
    }

    /** Makes the threads finish their work and end; called once. */
    abstract void finish();

    @Override
    public final void close() {
        gate.close();
        if (closed.compareAndSet(false, true)) {
            finish();
        }
    }

    @Override
    public void handOver() {
        if (!closed()) {
            gate.leave();
            long departure = gate.departure();
            start("next user", () -> {
                try {
                    if (gate.awaitNobody(departure, NEXT_USER_NANOS)) {
                        close();
                    }
                } catch (InterruptedException impatient) {
                    close();
                }
            });
        }
    }

    /** The next user goes on with the stream. */
    final void takeOver(HostInput next) {
        gate.connect(next);
        start("take-over", () -> {
            gate.catchUp();
            resume();
        });
    }

    @Override
    public final String name() {
        return name;
    }

    final InputGate gate() {
        return gate;
    }

    final boolean closed() {
        return closed.get();
    }

    final void start(String role, Runnable work) {
        Thread thread = new Thread(work, "host-io " + name + " " + role);
        thread.setDaemon(true);
        threads.removeIf(other -> other.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        thread.start();
    }

    final boolean ended() {
        return busy().isEmpty();
    }

    private Optional<Thread> busy() {
        return threads.stream().filter(Thread::isAlive).findFirst();
    }

    /**
     * Waits for the threads to end.
     *
     * @param deadlineNanos when to give up, on the clock of {@link System#nanoTime}
     * @return whether they have ended
     */
    final boolean awaitEnd(long deadlineNanos) throws InterruptedException {
        // A thread may start another one before it ends, so the list is looked at anew each time.
        Optional<Thread> busy = busy();
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        while (busy.isPresent() && leftMillis > 0) {
            busy.get().join(leftMillis);
            busy = busy();
            leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        }
        return ended();
    }
}
