package org.backplane.bus.core.internal.guard;

import java.util.Arrays;

/**
 * Whose code the fabric is calling, beyond accesses, which {@link AccessHistory} knows: timers, listeners, posted work, plug
 * and unplug. The machine thread writes; the watchdog looks at it when that thread has hung for long.
 */
public final class Calls {
    private String[] pids = new String[16];
    private String[] doings = new String[16];
    private int depth;

    /** A piece of a card's code is about to be called. */
    public void enter(String pid, String doing) {
        if (depth == pids.length) {
            pids = Arrays.copyOf(pids, 2 * depth);
            doings = Arrays.copyOf(doings, 2 * depth);
        }
        pids[depth] = pid;
        doings[depth] = doing;
        depth++;
    }

    /** It has returned. */
    public void leave() {
        depth = Math.max(depth - 1, 0);
    }

    /** Nothing is under way: a stack that overflowed may have skipped a {@link #leave}. */
    public void clear() {
        depth = 0;
    }

    /** Whose code was called last and has not returned; {@code null} if none. */
    String pid() {
        int top = depth;
        return top > 0 && top <= pids.length ? pids[top - 1] : null;
    }

    /** What it was called for. */
    String doing() {
        int top = depth;
        return top > 0 && top <= doings.length ? doings[top - 1] : "";
    }
}
