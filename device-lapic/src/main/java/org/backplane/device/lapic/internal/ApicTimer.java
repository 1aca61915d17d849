package org.backplane.device.lapic.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * The timer (SDM 3A §10.5.4), clocked with the processor's bus of 100 MHz. Nothing runs between accesses: the count is
 * computed from the time at which it began, and a timer of the machine is armed only while its interrupt is not masked.
 * Each write looks at the clock once: a count that ended between two looks would not interrupt.
 */
final class ApicTimer {
    static final long BUS_NANOS = 10;

    /** Interrupts that would follow faster than this are one. */
    private static final long SHORTEST_NANOS = 1_000;

    private final VirtualClock clock;
    private final Timer timer;
    private final Runnable interrupt;
    /** The initial count, unsigned; 0 while the timer stands. */
    private long initial;
    /** The time at which the initial count was or would have been there. */
    private long origin;
    /** The count has come to its end and stands there, whatever the mode is now. */
    private boolean over;
    private int divide;
    private boolean periodic;
    private boolean masked = true;

    ApicTimer(Wires wires, Runnable interrupt) {
        this.clock = wires.clock();
        this.timer = wires.timer("APIC timer", deadline -> expire(clock.nanos()));
        this.interrupt = interrupt;
    }

    /** Where it stands; {@code deadline} is -1 while no interrupt will come. */
    record State(long initial, long origin, boolean over, int divide, boolean periodic, boolean masked,
            long deadline) {
    }

    State state() {
        return new State(initial, origin, over, divide, periodic, masked, timer.deadlineNanos());
    }

    void restore(State before) {
        initial = before.initial;
        origin = before.origin;
        over = before.over;
        divide = before.divide;
        periodic = before.periodic;
        masked = before.masked;
        if (before.deadline >= 0) {
            timer.arm(before.deadline);
        }
    }

    void reset() {
        initial = 0;
        over = false;
        divide = 0;
        periodic = false;
        masked = true;
        timer.cancel();
    }

    /** A write of the initial count starts the timer anew; 0 stops it. */
    void initialCount(int count) {
        long now = catchUp();
        initial = Integer.toUnsignedLong(count);
        over = false;
        origin = now;
        arm(now);
    }

    int initialCount() {
        return (int) initial;
    }

    int divide() {
        return divide;
    }

    /** The divide configuration changes; the count goes on from where it is. */
    void divide(int configuration) {
        long now = catchUp();
        long left = left(now);
        divide = configuration;
        goOnFrom(left, now);
    }

    /** The timer's local vector has been written. */
    void mode(boolean isPeriodic, boolean isMasked) {
        long now = catchUp();
        long left = left(now);
        masked = isMasked;
        if (periodic != isPeriodic) {
            periodic = isPeriodic;
            goOnFrom(left, now);
        } else {
            arm(now);
        }
    }

    private void goOnFrom(long left, long now) {
        over = left == 0;
        origin = now - (initial - left) * tickNanos();
        arm(now);
    }

    /** The current count, unsigned. */
    int currentCount() {
        return (int) left(clock.nanos());
    }

    private long left(long now) {
        if (initial == 0 || over) {
            return 0;
        }
        long ticks = (now - origin) / tickNanos();
        return periodic ? initial - ticks % initial : Math.max(0, initial - ticks);
    }

    private long tickNanos() {
        // Bits 3, 1 and 0: 000 divides by 2, 110 by 128, 111 by 1 (SDM 3A figure 10-10).
        int code = divide >> 1 & 4 | divide & 3;
        return BUS_NANOS << (code + 1 & 7);
    }

    private void arm(long now) {
        long period = initial * tickNanos();
        long elapsed = now - origin;
        if (initial == 0 || over || masked || !periodic && elapsed >= period) {
            timer.cancel();
        } else {
            long next = periodic ? origin + (elapsed / period + 1) * period : origin + period;
            timer.arm(periodic ? Math.max(next, now + SHORTEST_NANOS) : next);
        }
    }

    /** Does what is due before something changes - the guest may run ahead of the machine's timers - and gives the time. */
    private long catchUp() {
        long now = clock.nanos();
        if (timer.armed() && timer.deadlineNanos() <= now) {
            timer.cancel();
            expire(now);
        }
        return now;
    }

    private void expire(long now) {
        arm(now);
        interrupt.run();
    }
}
