package org.backplane.cpu.internal.interp;

import org.backplane.cpu.internal.core.Handler;

/** A block of a processor that translates: it knows how often it ran, and the region that can be entered at it. */
final class CountedBlock extends Block {
    /** Runs until it is hot; negative while it must not become so. */
    int heat;
    /** The region that is entered here, or {@code null}. */
    Region region;

    CountedBlock(Handler first, int count, int length, int mode, int start, int secondStart) {
        super(first, count, length, mode, start, secondStart);
    }
}
