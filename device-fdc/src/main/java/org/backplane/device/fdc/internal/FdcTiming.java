package org.backplane.device.fdc.internal;

/**
 * How long things take. A paced drive takes the times of its mechanics: 500 ms to spin up, a step as SPECIFY says, half a turn
 * until the first sector comes by, and then one sector after the other. Otherwise a step, a sector and each wait for a
 * sector take {@value #SHORT_NANOS} ns, which leaves interrupts after the writes that cause them.
 *
 * @param paced whether the drive takes its time
 */
record FdcTiming(boolean paced) {
    /** From the end of a reset to the interrupt of the first poll (82077AA §5.2.4 and "Drive Polling": 1.024 ms). */
    static final long POLL_NANOS = 1_024_000;

    private static final long SHORT_NANOS = 20_000;
    private static final long SPIN_UP_NANOS = 500_000_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int REVOLUTIONS_OF_A_SEARCH = 2;
    private static final int STANDARD_RPM = 300;

    /** When a drive that turns since then is at its speed. */
    long spunUpNanos(long sinceNanos) {
        return paced ? sinceNanos + SPIN_UP_NANOS : sinceNanos;
    }

    /** The time of so many steps. */
    long seekNanos(int steps, long stepNanos) {
        return paced ? Math.max(1, steps) * stepNanos : SHORT_NANOS;
    }

    /** The average wait until a sector comes by, after the head was loaded. */
    long latencyNanos(Geometry geometry, long headLoadNanos) {
        return paced ? headLoadNanos + turnNanos(geometry) / 2 : SHORT_NANOS;
    }

    long sectorNanos(Geometry geometry) {
        return paced ? turnNanos(geometry) / geometry.sectors() : SHORT_NANOS;
    }

    /** The time after which a sector is not found: two index pulses. */
    long searchNanos() {
        return paced ? REVOLUTIONS_OF_A_SEARCH * MINUTE_NANOS / STANDARD_RPM : SHORT_NANOS;
    }

    /** The sector that is under the head, from 1. */
    int sectorAt(Geometry geometry, long nowNanos) {
        long turn = turnNanos(geometry);
        return (int) (nowNanos % turn * geometry.sectors() / turn) + 1;
    }

    private static long turnNanos(Geometry geometry) {
        return MINUTE_NANOS / geometry.rotationsPerMinute();
    }
}
