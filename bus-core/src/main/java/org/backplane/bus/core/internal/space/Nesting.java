package org.backplane.bus.core.internal.space;

import java.util.Arrays;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.core.internal.guard.StackReserve;

/**
 * Whose DMA is under way: a handler may itself use DMA and so reach another handler. No DMA reaches a card whose own is
 * under way, and a bound keeps a chain of cards that point at each other from using up the stack.
 */
public final class Nesting {
    private static final int DEEPEST = 32;

    private final Owner[] masters = new Owner[DEEPEST];
    private int depth;

    /** Goes one level down; {@code false}, and a report, if that is too deep. */
    boolean enter(EventLog events, Owner owner) {
        if (depth == DEEPEST) {
            events.report(owner.pid(), EventLog.FABRIC, "DMA nested " + DEEPEST + " deep is not carried out");
            return false;
        }
        StackReserve.check();
        masters[depth++] = owner;
        return true;
    }

    void leave() {
        masters[--depth] = null;
    }

    /** Whether DMA of a card is under way. */
    boolean isMaster(Owner owner) {
        for (int i = 0; i < depth; i++) {
            if (masters[i] == owner) {
                return true;
            }
        }
        return false;
    }

    /** Nothing is under way: a stack that overflowed may have skipped a {@link #leave}. */
    public void clear() {
        Arrays.fill(masters, null);
        depth = 0;
    }
}
