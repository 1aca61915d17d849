package org.backplane.device.e1000.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * An interrupt cause that waits for more of its kind: each event starts the delay anew, and the first one starts an absolute
 * limit (8254x §3.2.7.1, §3.4.3). One unit of either is 1.024 µs; a delay of zero switches both off.
 */
final class DelayedCause {
    private static final int UNIT_NANOS = 1024;

    private final VirtualClock clock;
    private final InterruptControl interrupts;
    private final int cause;
    private final Timer delay;
    private final Timer limit;

    DelayedCause(Wires wires, InterruptControl interrupts, String name, int cause) {
        this.clock = wires.clock();
        this.interrupts = interrupts;
        this.cause = cause;
        delay = wires.timer(name + " delay", deadline -> now());
        limit = wires.timer(name + " limit", deadline -> now());
    }

    /** The two deadlines; negative if nothing is waited for. */
    record State(long delayNanos, long limitNanos) {
    }

    State state() {
        return new State(delay.deadlineNanos(), limit.deadlineNanos());
    }

    void restore(State state) {
        if (state.delayNanos >= 0) {
            delay.arm(state.delayNanos);
        }
        if (state.limitNanos >= 0) {
            limit.arm(state.limitNanos);
        }
    }

    void event(int delayUnits, int limitUnits) {
        if (delayUnits == 0) {
            now();
            return;
        }
        delay.arm(clock.nanos() + (long) delayUnits * UNIT_NANOS);
        if (limitUnits != 0 && !limit.armed()) {
            limit.arm(clock.nanos() + (long) limitUnits * UNIT_NANOS);
        }
    }

    /** Ends the wait, if there is one. */
    void flush() {
        if (delay.armed()) {
            now();
        }
    }

    void now() {
        cancel();
        interrupts.cause(cause);
    }

    void cancel() {
        delay.cancel();
        limit.cancel();
    }
}
