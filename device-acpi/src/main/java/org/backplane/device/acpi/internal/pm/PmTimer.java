package org.backplane.device.acpi.internal.pm;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * The power management timer: 24 bits at 3,579,545 Hz (82371AB §7.2, ACPI §4.8.2.1), counted from power-on in exact
 * integers. Each change of its highest bit is an overflow event.
 */
final class PmTimer {
    private static final long HERTZ = 3_579_545;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int HIGHEST_BIT = 23;
    private static final long MASK = (1L << HIGHEST_BIT + 1) - 1;

    private final VirtualClock clock;
    private final Timer timer;
    private final Runnable overflowed;
    private long halves;

    PmTimer(Wires wires, Runnable overflowed) {
        this.clock = wires.clock();
        this.timer = wires.timer("overflow", deadline -> catchUp());
        this.overflowed = overflowed;
    }

    /** How often the highest bit has changed, as far as it was signalled. */
    long signalledHalves() {
        return halves;
    }

    /** Counts on; an overflow that was not signalled yet is signalled when the other timer would have. */
    void restore(long signalledHalves) {
        halves = signalledHalves;
        arm();
    }

    /** Counts on from the present time without an event. */
    void reset() {
        halves = ticks() >> HIGHEST_BIT;
        arm();
    }

    int value() {
        return (int) (ticks() & MASK);
    }

    /** Signals an overflow that has happened though the machine was held up. */
    void catchUp() {
        long now = ticks() >> HIGHEST_BIT;
        if (now != halves) {
            halves = now;
            arm();
            overflowed.run();
        }
    }

    private void arm() {
        timer.arm(nanosAt(halves + 1 << HIGHEST_BIT));
    }

    private long ticks() {
        long nanos = clock.nanos();
        // Seconds apart from the rest, because nanoseconds times hertz do not fit into 64 bits for long.
        return nanos / SECOND_NANOS * HERTZ + nanos % SECOND_NANOS * HERTZ / SECOND_NANOS;
    }

    /** The first nanosecond at which so many ticks have passed. */
    private static long nanosAt(long ticks) {
        return ticks / HERTZ * SECOND_NANOS + (ticks % HERTZ * SECOND_NANOS + HERTZ - 1) / HERTZ;
    }
}
