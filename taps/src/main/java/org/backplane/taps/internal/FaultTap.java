package org.backplane.taps.internal;

import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;

/** Lets some accesses pass and makes a fault of those that follow. */
final class FaultTap implements Tap, TapReport {
    /** Which accesses it is about. */
    enum Direction { R, W, RW }

    private final Fault fault;
    private final Direction direction;
    private final long offset;
    private final long after;
    private final long times;
    private long met;
    private long injected;
    private boolean now;

    /**
     * Makes a fault.
     *
     * @param fault     what it is
     * @param direction the accesses it is about
     * @param offset    the offset that an access must have; negative for any
     * @param after     how many such accesses pass first
     * @param times     how many have the fault then; 0 for all
     */
    FaultTap(Fault fault, Direction direction, long offset, long after, long times) {
        this.fault = fault;
        this.direction = direction;
        this.offset = offset;
        this.after = after;
        this.times = times;
    }

    @Override
    public synchronized void before(TapAccess access) {
        now = isAbout(access) && met++ >= after && (times == 0 || injected < times);
        if (now) {
            injected++;
            fault.before(access);
        }
    }

    @Override
    public synchronized void after(TapAccess access) {
        if (now) {
            fault.after(access);
        }
    }

    private boolean isAbout(TapAccess access) {
        boolean direct = direction == Direction.RW || direction == (access.write() ? Direction.W : Direction.R);
        return direct && (offset < 0 || offset >= access.offset() && offset < access.offset() + access.width());
    }

    @Override
    public synchronized String report() {
        return injected + " faults in " + met + " accesses";
    }
}
