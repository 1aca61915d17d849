package org.backplane.device.pit.internal;

import org.backplane.bus.VirtualClock;

/**
 * The CLK input of all counters: 1,193,182 pulses in a second of virtual time, numbered from power-on. Integer arithmetic
 * on whole seconds and the rest, so that nothing drifts and nothing overflows.
 */
final class TickClock {
    /** A time that does not come. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long HERTZ = 1_193_182;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final VirtualClock clock;

    TickClock(VirtualClock clock) {
        this.clock = clock;
    }

    /** The number of pulses so far. */
    long now() {
        return ticks(clock.nanos());
    }

    static long ticks(long nanos) {
        return nanos / SECOND_NANOS * HERTZ + nanos % SECOND_NANOS * HERTZ / SECOND_NANOS;
    }

    /** The first nanosecond after a pulse. */
    static long nanos(long tick) {
        return tick / HERTZ * SECOND_NANOS + (tick % HERTZ * SECOND_NANOS + HERTZ - 1) / HERTZ;
    }
}
