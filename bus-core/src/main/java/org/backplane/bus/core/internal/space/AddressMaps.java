package org.backplane.bus.core.internal.space;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.core.internal.declare.SpaceKind;

/**
 * Both address spaces of a machine and the number of the map that is in force. Machine thread, except for
 * {@link #generation}.
 */
public final class AddressMaps {
    private final Space memory = new Space(SpaceKind.MEMORY);
    private final Space ports = new Space(SpaceKind.PORT);
    private final Runnable memoryChanged;
    private volatile long generation;

    /**
     * Makes a map where nothing answers.
     *
     * @param memoryChanged called after a change of the memory space
     */
    public AddressMaps(Runnable memoryChanged) {
        this.memoryChanged = memoryChanged;
    }

    /** The memory space. */
    public Space memory() {
        return memory;
    }

    /** The port space. */
    public Space ports() {
        return ports;
    }

    /** How many changes there have been. Any thread. */
    public long generation() {
        return generation;
    }

    /** Ranges that go and ranges that come, in one step. */
    public final class Change {
        private final List<Mapping> going = new ArrayList<>();
        private final List<Mapping> coming = new ArrayList<>();

        /** Takes ranges away; from now on their cards hear of no access. */
        public void remove(List<Mapping> ranges) {
            ranges.forEach(Mapping::deaden);
            going.addAll(ranges);
        }

        /** Lets ranges answer. */
        public void add(List<Mapping> ranges) {
            coming.addAll(ranges);
        }

        /** Puts the change in force. */
        public void apply() {
            if (going.isEmpty() && coming.isEmpty()) {
                return;
            }
            going.forEach(range -> space(range).unmap(range));
            coming.forEach(range -> space(range).map(range));
            boolean memoryToo = going.stream().anyMatch(this::isMemory) || coming.stream().anyMatch(this::isMemory);
            generation++;
            if (memoryToo) {
                memoryChanged.run();
            }
        }

        private boolean isMemory(Mapping range) {
            return range.declaration.space() == SpaceKind.MEMORY;
        }

        private Space space(Mapping range) {
            return isMemory(range) ? memory : ports;
        }
    }
}
