package org.backplane.device.e1000.internal;

import org.backplane.bus.Line;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/** Causes, mask and throttle of the interrupt (8254x §13.4.17 to §13.4.21). */
final class InterruptControl {
    static final int TXDW = 1 << 0;
    static final int TXQE = 1 << 1;
    static final int LSC = 1 << 2;
    static final int RXDMT0 = 1 << 4;
    static final int RXT0 = 1 << 7;
    static final int MDAC = 1 << 9;
    static final int TXD_LOW = 1 << 15;
    static final int SRPD = 1 << 16;
    /** All bits that the cause registers of the 82540EM have. */
    static final int CAUSES = 0x0001f6df;

    /** The unit of ITR. */
    private static final int INTERVAL_NANOS = 256;

    private final VirtualClock clock;
    private final Line intx;
    private final Timer throttle;
    private int causes;
    private int mask;
    private int interval;
    /** When the pin may be asserted next. */
    private long earliestNanos;

    InterruptControl(Wires wires) {
        clock = wires.clock();
        intx = wires.line("intx");
        throttle = wires.timer("interrupt throttle", deadline -> update());
    }

    record State(int causes, int mask, int interval, long earliestNanos, boolean asserted) {
    }

    State state() {
        return new State(causes, mask, interval, earliestNanos, intx.asserted());
    }

    void restore(State state) {
        causes = state.causes;
        mask = state.mask;
        interval = state.interval;
        earliestNanos = state.earliestNanos;
        intx.set(state.asserted);
        update();
    }

    void reset() {
        causes = 0;
        mask = 0;
        interval = 0;
        earliestNanos = 0;
        update();
    }

    int causes() {
        return causes;
    }

    /** Reading the causes clears them. */
    int readCauses() {
        int value = causes;
        causes = 0;
        update();
        return value;
    }

    void clearCauses(int bits) {
        causes &= ~bits;
        update();
    }

    /** Something has happened, or the driver pretends so (ICS). */
    void cause(int bits) {
        causes |= bits & CAUSES;
        update();
    }

    int mask() {
        return mask;
    }

    void allow(int bits) {
        mask |= bits & CAUSES;
        update();
    }

    void forbid(int bits) {
        mask &= ~bits;
        update();
    }

    int interval() {
        return interval;
    }

    void interval(int units) {
        interval = units;
        earliestNanos = Math.min(earliestNanos, clock.nanos() + (long) units * INTERVAL_NANOS);
        update();
    }

    private void update() {
        if ((causes & mask) == 0) {
            throttle.cancel();
            drive(false);
        } else if (!intx.asserted() && clock.nanos() < earliestNanos) {
            throttle.arm(earliestNanos);
        } else {
            drive(true);
        }
    }

    private void drive(boolean asserted) {
        if (asserted != intx.asserted()) {
            intx.set(asserted);
            if (asserted) {
                throttle.cancel();
                earliestNanos = clock.nanos() + (long) interval * INTERVAL_NANOS;
            }
        }
    }
}
