package org.backplane.bus.core.internal.space;

import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Owner;

/**
 * How deep DMA is nested: a handler may itself use DMA and so reach another handler, or itself. A bound keeps two cards
 * that point at each other from using up the stack.
 */
public final class Nesting {
    private static final int DEEPEST = 32;

    private int depth;

    /** Goes one level down; {@code false}, and a report, if that is too deep. */
    boolean enter(EventLog events, Owner owner) {
        if (depth == DEEPEST) {
            events.report(owner.pid(), EventLog.FABRIC, "DMA nested " + DEEPEST + " deep is not carried out");
            return false;
        }
        depth++;
        return true;
    }

    void leave() {
        depth--;
    }
}
