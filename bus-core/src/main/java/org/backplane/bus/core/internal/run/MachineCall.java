package org.backplane.bus.core.internal.run;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.machine.MachineCallException;

/** Work that another thread waits for. It is done or given up, never both. */
final class MachineCall<T> implements Runnable {
    private final FutureTask<T> task;
    private final AtomicBoolean decided = new AtomicBoolean();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    MachineCall(Callable<T> work) {
        this.task = new FutureTask<>(work);
    }

    @Override
    public void run() {
        if (decided.compareAndSet(false, true)) {
            begun.countDown();
            task.run();
            ended.countDown();
        }
    }

    /** Gives the work up; {@code false} if it has begun. */
    boolean giveUp() {
        return decided.compareAndSet(false, true);
    }

    /** Waits until the work is done; gives it up if it does not begin in time. */
    T await(long limitSeconds) {
        try {
            if (!begun.await(limitSeconds, TimeUnit.SECONDS) && giveUp()) {
                throw new MachineCallException("the machine thread did not take the work up within " + limitSeconds
                        + " seconds", null);
            }
            return task.get();
        } catch (ExecutionException failed) {
            throw new MachineCallException(OneLine.of(failed.getCause()), failed.getCause());
        } catch (InterruptedException interrupted) {
            giveUp();
            Thread.currentThread().interrupt();
            throw new MachineCallException("interrupted while waiting for the machine thread", interrupted);
        }
    }

    /** Waits until the work is done, interrupted or not; {@code false} if it is not in time. */
    boolean awaitEnd(long limitSeconds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(limitSeconds);
        boolean interrupted = false;
        try {
            for (;;) {
                try {
                    return ended.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException early) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
