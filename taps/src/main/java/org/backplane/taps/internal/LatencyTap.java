package org.backplane.taps.internal;

import java.util.StringJoiner;
import org.backplane.bus.tap.Tap;
import org.backplane.bus.tap.TapAccess;

/** Measures how long devices take for an access, on the host's clock, in classes that double. */
final class LatencyTap implements Tap, TapReport {
    /** The last class has no upper end: a second and more. */
    private static final int CLASSES = 31;
    private static final int BAR = 40;

    private final long[] counts = new long[CLASSES];
    private long total;
    private long worstNanos;
    private String worst = "";

    @Override
    public synchronized void after(TapAccess access) {
        long nanos = access.deviceNanos();
        if (nanos == 0) {
            return;
        }
        counts[Math.min(CLASSES - 1, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos))]++;
        total++;
        if (nanos > worstNanos) {
            worstNanos = nanos;
            worst = TraceLine.of(access);
        }
    }

    @Override
    public synchronized String report() {
        if (total == 0) {
            return "no access";
        }
        StringJoiner text = new StringJoiner("\n");
        text.add(String.format("%d accesses, p50 below %s, p99 below %s, longest %d ns: %s", total, percentile(50),
                percentile(99), worstNanos, worst));
        long most = 0;
        for (long count : counts) {
            most = Math.max(most, count);
        }
        for (int i = 0; i < CLASSES; i++) {
            if (counts[i] > 0) {
                text.add(String.format("%12d ns  %10d  %s", 1L << i, counts[i],
                        "#".repeat((int) Math.max(1, counts[i] * BAR / most))));
            }
        }
        return text.toString();
    }

    private String percentile(int percent) {
        long below = 0;
        for (int i = 0; i < CLASSES; i++) {
            below += counts[i];
            if (below * 100 >= total * percent) {
                return (1L << i + 1) + " ns";
            }
        }
        throw new AssertionError(total);
    }
}
