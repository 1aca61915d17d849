package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.Line;

/** An output pin that remembers what it did. */
public final class FakeLine implements Line {
    private final MachineThread machine;
    private final ManualClock clock;
    private final List<Change> changes = new ArrayList<>();
    private boolean asserted;

    FakeLine(MachineThread machine, ManualClock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    /**
     * A change of the pin's level.
     *
     * @param nanos    virtual time at which it happened
     * @param asserted the new level
     */
    public record Change(long nanos, boolean asserted) {
    }

    @Override
    public void set(boolean newLevel) {
        if (machine.check() && newLevel != asserted) {
            asserted = newLevel;
            changes.add(new Change(clock.nanos(), newLevel));
        }
    }

    @Override
    public boolean asserted() {
        return asserted;
    }

    /**
     * The changes since the beginning or the last {@link #forget}.
     *
     * @return in order; setting the level that the pin has already is no change
     */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /**
     * How often the pin was asserted since the beginning or the last {@link #forget}: what an edge-triggered input sees.
     *
     * @return the number of changes to asserted
     */
    public int edges() {
        return (int) changes.stream().filter(Change::asserted).count();
    }

    /** Forgets the changes; the level stays. */
    public void forget() {
        changes.clear();
    }
}
