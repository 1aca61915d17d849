package org.backplane.bus.core.internal.time;

import org.backplane.bus.VirtualClock;

/** The virtual clock as the machine thread drives it. It stands until it is started. */
public interface MachineClock extends VirtualClock {
    /** The deadline of a timer queue without timers. */
    long NEVER = Long.MAX_VALUE;

    /** Goes on at a time; the guest stands. */
    void set(long nanos);

    /** The guest runs from now on. */
    void start();

    /** The guest stands from now on. */
    void stop();

    /**
     * How many instructions can be executed before a deadline has to be looked at.
     *
     * @return at least 1
     */
    long instructionsUntil(long deadlineNanos);

    /**
     * The processor waits in HLT.
     *
     * @param deadlineNanos when the next timer expires, or {@link #NEVER}
     * @return how many nanoseconds to wait for work before looking again; {@link #NEVER} without a limit, 0 if time has
     *         moved already
     */
    long idle(long deadlineNanos);

    /**
     * There is no processor.
     *
     * @param deadlineNanos when the next timer expires, or {@link #NEVER}
     * @return how many nanoseconds to wait for work before looking again; {@link #NEVER} without a limit
     */
    long vacant(long deadlineNanos);
}
