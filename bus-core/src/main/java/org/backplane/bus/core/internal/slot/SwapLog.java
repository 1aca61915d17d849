package org.backplane.bus.core.internal.slot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.backplane.bus.machine.SwapDTO;

/** The replacements of a machine, the latest of them. The machine thread adds; any thread lists. */
final class SwapLog {
    private static final int LIMIT = 1024;

    private final Deque<SwapDTO> swaps = new ArrayDeque<>();

    synchronized void add(SwapDTO swap) {
        swaps.addLast(swap);
        if (swaps.size() > LIMIT) {
            swaps.removeFirst();
        }
    }

    synchronized List<SwapDTO> list() {
        return swaps.stream().map(SwapLog::copy).toList();
    }

    private static SwapDTO copy(SwapDTO swap) {
        SwapDTO copy = new SwapDTO();
        copy.pid = swap.pid;
        copy.oldVersion = swap.oldVersion;
        copy.newVersion = swap.newVersion;
        copy.outcome = swap.outcome;
        copy.reason = swap.reason;
        copy.nanos = swap.nanos;
        copy.stalledNanos = swap.stalledNanos;
        copy.stateBytes = swap.stateBytes;
        copy.slabBytes = swap.slabBytes;
        copy.held = swap.held;
        return copy;
    }
}
