package org.backplane.bus.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Output to a stream for a device that cannot make its guest wait, such as a debug port without a status register: the
 * machine waits instead, as a processor does in a bus cycle with wait states. Virtual time is not held up by it in
 * deterministic mode. A host that takes nothing for a second is not waited for again until it has taken something. One
 * thread at a time.
 */
public final class WaitingOutput {
    /** How long the host may take, in milliseconds. */
    public static final long PATIENCE_MILLIS = 1_000;

    private static final long PAUSE_NANOS = 50_000;

    private final HostStream stream;
    private final long patienceNanos;
    private boolean stuck;

    /**
     * Makes the output.
     *
     * @param stream         where it goes
     * @param patienceMillis how long the host may take, usually {@link #PATIENCE_MILLIS}
     */
    public WaitingOutput(HostStream stream, long patienceMillis) {
        this.stream = stream;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    }

    /**
     * Writes bytes and waits until the host has taken them.
     *
     * @param bytes  holds the bytes
     * @param length how many, from the first on
     * @return whether the host took all of them; if not, the rest is lost
     */
    public boolean write(byte[] bytes, int length) {
        int taken = stream.write(bytes, 0, length);
        stuck &= taken == 0;
        if (taken < length && !stuck) {
            taken = await(bytes, taken, length);
            stuck = taken < length;
        }
        return taken == length;
    }

    private int await(byte[] bytes, int from, int length) {
        int taken = from;
        long deadlineNanos = System.nanoTime() + patienceNanos;
        while (taken < length && System.nanoTime() < deadlineNanos) {
            LockSupport.parkNanos(PAUSE_NANOS);
            taken += stream.write(bytes, taken, length - taken);
        }
        return taken;
    }
}
