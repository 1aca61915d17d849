package org.backplane.cpu.internal.interp;

import java.util.Arrays;
import org.backplane.cpu.internal.core.Handler;

/**
 * A block of a processor that translates: it knows how often it ran, the region that can be entered at it, and where it has
 * gone if it ends with an indirect jump or call.
 */
final class CountedBlock extends Block {
    /** Jump tables have more targets than the two successors that a block remembers. */
    private static final int MOST_TARGETS = 24;
    private static final int[] NONE = {};
    /** So often it is worth it to translate anew. */
    private static final int MOST_REFUSALS = 4;

    /** Runs until it is hot; negative while it must not become so. */
    int heat;
    /** The region that is entered here, or {@code null}. */
    Region region;
    /** How often a region was left before its first instruction, which accesses a device. */
    private int refusals;
    /** How often it was hot and not translated, for its callers to be hot first. */
    int postponed;
    /** Linear addresses, or {@code null} if it does not end with an indirect jump or call. */
    private int[] targets;

    CountedBlock(Handler first, int count, int length, int mode, int start, int secondStart, boolean indirect) {
        super(first, count, length, mode, start, secondStart);
        targets = indirect ? NONE : null;
    }

    /**
     * A region was left before it, as its first instruction accesses a device.
     *
     * @return whether that has now happened so many times again; some times only, as the next region may have been found before
     *         that, or be left there nevertheless
     */
    boolean refused(int times) {
        return refusals < MOST_REFUSALS * times && ++refusals % times == 0;
    }

    /** Whether that has happened so often. */
    boolean wasRefused(int times) {
        return refusals >= times;
    }

    /** It has gone to an address that it did not go to lately. */
    void observe(int target) {
        if (targets == null || targets.length == MOST_TARGETS) {
            return;
        }
        for (int known : targets) {
            if (known == target) {
                return;
            }
        }
        targets = Arrays.copyOf(targets, targets.length + 1);
        targets[targets.length - 1] = target;
    }

    /** Where its indirect jump or call has gone so far, the first ones. */
    int[] targets() {
        return targets == null ? NONE : targets;
    }
}
