package org.backplane.bus.core.internal.guard;

import org.backplane.bus.machine.QuarantineDTO;

/**
 * The circuit breaker of a slot. Closed, it lets the device answer and tolerates a few misdeeds that were refused anyway.
 * Open, the slot is a dead card. Half-open, the device is back and nothing is tolerated until it has behaved for some time.
 */
final class Breaker {
    /** How long a device that was put back has to prove itself, in virtual time. */
    static final long PROBATION_NANOS = 10_000_000_000L;
    /** How many refused misdeeds are tolerated within {@link #TOLERANCE_NANOS} of virtual time. */
    static final int TOLERATED = 8;
    static final long TOLERANCE_NANOS = 1_000_000_000L;

    private enum State { CLOSED, HALF_OPEN, OPEN }

    private State state = State.CLOSED;
    private long releasedNanos;
    private long refusedSinceNanos;
    private int refused;
    private long opened;
    private QuarantineDTO report;

    /** Whether a misdeed that was refused goes unpunished. */
    boolean tolerates(long nanos) {
        prove(nanos);
        if (state != State.CLOSED) {
            return false;
        }
        if (refused == 0 || nanos - refusedSinceNanos >= TOLERANCE_NANOS) {
            refused = 0;
            refusedSinceNanos = nanos;
        }
        return ++refused <= TOLERATED;
    }

    /** Opens; returns how often it has by now. */
    long open() {
        state = State.OPEN;
        refused = 0;
        return ++opened;
    }

    /** Opens if the device has not proved itself yet. */
    boolean openUnlessProved(long nanos) {
        prove(nanos);
        boolean again = state == State.HALF_OPEN;
        if (again) {
            open();
            report.state = Reports.AS_THE_BREAKER;
        }
        return again;
    }

    /** The device is put back, or another one comes. */
    void release(long nanos) {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
            releasedNanos = nanos;
        }
    }

    private void prove(long nanos) {
        if (state == State.HALF_OPEN && nanos - releasedNanos >= PROBATION_NANOS) {
            state = State.CLOSED;
        }
    }

    void report(QuarantineDTO last) {
        report = last;
    }

    /** What happened last, if anything was reported; {@code null} if not. */
    QuarantineDTO describe(long nanos) {
        prove(nanos);
        return report == null ? null : Reports.copy(report, opened, report.state.isEmpty() ? text() : report.state);
    }

    private String text() {
        return state == State.CLOSED ? "closed" : state == State.OPEN ? "open" : "half-open";
    }
}
