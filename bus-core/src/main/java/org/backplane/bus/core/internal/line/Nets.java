package org.backplane.bus.core.internal.line;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    /** The lines that are held asserted, all others not; {@code null} if drivers decide. */
    private Set<String> held;
    private int depth;
    private boolean oscillating;

    /** Makes a board without lines. */
    public Nets(EventLog events) {
        this.events = events;
    }

    Net net(String name) {
        return nets.computeIfAbsent(name, absent -> new Net(this, name, name.equals(A20)));
    }

    /** The lines that are asserted, sorted. */
    public List<String> asserted() {
        return nets.values().stream().filter(Net::level).map(Net::name).sorted().toList();
    }

    /**
     * Every line has the level it had in another machine, whatever drives it, until {@link #release}: cards that go on there
     * come one after the other, and no change of a line shall be seen. Nobody senses any line yet.
     *
     * @param asserted the names of the lines that are asserted
     */
    public void hold(Collection<String> asserted) {
        held = Set.copyOf(asserted);
        nets.values().forEach(Net::hold);
    }

    /** Every line has the level that its drivers give it; if that is another one than it was held at, it is told. */
    public void release(String pid) {
        held = null;
        List.copyOf(nets.values()).forEach(net -> net.settle(pid));
    }

    /** Whether lines are held, this one asserted or not; {@code null} if none is. */
    Boolean held(String name) {
        return held == null ? null : held.contains(name);
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
