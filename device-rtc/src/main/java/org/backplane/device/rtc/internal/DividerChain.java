package org.backplane.device.rtc.internal;

import org.backplane.bus.VirtualClock;

/**
 * The divider chain behind the 32,768 Hz oscillator: an update cycle a second, and a tap for the periodic interrupt.
 *
 * <p>A chain that starts from zero comes to its first update after half a second, as after a divider reset (MC146818
 * "Divider Control"). The taps of the faster stages rise half of their period away from it (figure "Update-Ended and
 * Periodic Interrupt Relationships").
 */
final class DividerChain {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long HALF_SECOND_NANOS = SECOND_NANOS / 2;
    private static final long HERTZ = 32_768;
    /** UIP rises this long before the update ("t BUC"). */
    private static final long UPDATE_NOTICE_NANOS = 244_000;
    /** RS3 to RS0: rates 1 and 2 are those of 8 and 9 with this time base (table "Periodic Interrupt Rate"). */
    private static final int[] TAP_TICKS = {0, 128, 256, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384};

    private final VirtualClock clock;
    private long zeroNanos;
    private long nextUpdateNanos;

    DividerChain(VirtualClock clock) {
        this.clock = clock;
    }

    /** When it stood at zero, and when the next update is due. */
    record State(long zeroNanos, long nextUpdateNanos) {
    }

    State state() {
        return new State(zeroNanos, nextUpdateNanos);
    }

    void restore(State state) {
        zeroNanos = state.zeroNanos;
        nextUpdateNanos = state.nextUpdateNanos;
    }

    /** Sets the chain going so that the next update comes after some time. */
    void start(long untilUpdateNanos) {
        nextUpdateNanos = clock.nanos() + untilUpdateNanos;
        zeroNanos = nextUpdateNanos - HALF_SECOND_NANOS;
    }

    /** Releases the chain from its reset. */
    void release() {
        start(HALF_SECOND_NANOS);
    }

    /** How many updates have become due since the last call. */
    long takeUpdates() {
        long lateNanos = clock.nanos() - nextUpdateNanos;
        if (lateNanos < 0) {
            return 0;
        }
        long updates = lateNanos / SECOND_NANOS + 1;
        nextUpdateNanos += updates * SECOND_NANOS;
        return updates;
    }

    /** Whether an update will begin within the time that UIP tells it ahead. */
    boolean updateIsNear() {
        return nextUpdateNanos - clock.nanos() <= UPDATE_NOTICE_NANOS;
    }

    /** When an update takes place: the next one is the first. */
    long updateNanos(long number) {
        return nextUpdateNanos + (number - 1) * SECOND_NANOS;
    }

    /** How often a tap has risen; 0 without a tap. */
    long edges(int rate) {
        int period = TAP_TICKS[rate];
        return period == 0 ? 0 : Math.floorDiv(ticks(clock.nanos()) + period / 2, (long) period);
    }

    /** When a tap rises next. */
    long nextEdgeNanos(int rate) {
        int period = TAP_TICKS[rate];
        return nanos((edges(rate) + 1) * period - period / 2);
    }

    private long ticks(long nanos) {
        long since = nanos - zeroNanos;
        return Math.floorDiv(since, SECOND_NANOS) * HERTZ + Math.floorMod(since, SECOND_NANOS) * HERTZ / SECOND_NANOS;
    }

    private long nanos(long tick) {
        return zeroNanos + Math.floorDiv(tick, HERTZ) * SECOND_NANOS
                + (Math.floorMod(tick, HERTZ) * SECOND_NANOS + HERTZ - 1) / HERTZ;
    }
}
