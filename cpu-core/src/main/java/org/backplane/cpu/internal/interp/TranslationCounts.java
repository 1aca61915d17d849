package org.backplane.cpu.internal.interp;

import java.util.LinkedHashMap;
import java.util.Map;
import org.backplane.bus.machine.TranslatorDTO;

/** What a translator has made and given up. Machine thread only. */
final class TranslationCounts {
    /** Regions that could ever be entered. */
    long installed;
    /** Regions that were made anew for C2. */
    long promoted;
    /** Regions that found no place in the queue. */
    long refused;
    /** Classes that were made, and how long that took. */
    private long compiled;
    private long compileNanos;
    private final long[] invalidated = new long[Invalidation.values().length];

    /** A class was made. */
    void compiled(long nanos) {
        compiled++;
        compileNanos += nanos;
    }

    void invalidated(Invalidation reason) {
        invalidated[reason.ordinal()]++;
    }

    long invalidations(Invalidation reason) {
        return invalidated[reason.ordinal()];
    }

    void describe(TranslatorDTO to) {
        to.compiled = compiled;
        to.compileNanos = compileNanos;
        to.promoted = promoted;
        to.refused = refused;
        Map<String, Long> reasons = new LinkedHashMap<>();
        for (Invalidation reason : Invalidation.values()) {
            reasons.put(reason.toString(), invalidated[reason.ordinal()]);
        }
        to.invalidations = reasons;
    }
}
