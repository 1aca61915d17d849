package org.backplane.bus.core.internal.line;

import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.core.internal.event.EventLog;

/**
 * The lines of a machine by name. A line comes to be when the first pin is soldered to it.
 *
 * <p>{@code a20} has a pull-up: a board without an A20 gate lets address bit 20 pass.
 */
public final class Nets {
    private static final String A20 = "a20";
    /** How deep a change may cause a change that causes a change; two inverters in a ring would never end. */
    private static final int DEEPEST = 64;

    private final Map<String, Net> nets = new HashMap<>();
    private final EventLog events;
    private int depth;
    private boolean oscillating;

    /** Makes a board without lines. */
    public Nets(EventLog events) {
        this.events = events;
    }

    Net net(String name) {
        return nets.computeIfAbsent(name, absent -> new Net(this, name, name.equals(A20)));
    }

    /** A change of a line is about to be told; {@code false} if it must not be, because the lines oscillate. */
    boolean enter(Net net, String pid) {
        if (depth == DEEPEST) {
            events.report(pid, EventLog.FABRIC, "the line '" + net.name() + "' oscillates");
            oscillating = true;
        }
        if (oscillating) {
            return false;
        }
        depth++;
        return true;
    }

    boolean isTelling() {
        return depth > 0;
    }

    /** Nobody is being told of anything: a stack that overflowed may have skipped a {@link #leave}. */
    public void clear() {
        depth = 0;
        oscillating = false;
    }

    void leave() {
        depth--;
        if (depth == 0) {
            oscillating = false;
        }
    }
}
