package org.backplane.bus.core.internal.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.backplane.bus.core.internal.declare.SpaceKind;

/**
 * Both address spaces of a machine and the number of the map that is in force. Machine thread, except for
 * {@link #generation}.
 */
public final class AddressMaps {
    private final Space memory = new Space(SpaceKind.MEMORY);
    private final Space ports = new Space(SpaceKind.PORT);
    private final Runnable memoryChanged;
    private final Set<Mapping> mapped = Collections.newSetFromMap(new IdentityHashMap<>());
    private Consumer<Mapping> whenComing = range -> { };
    private volatile long generation;

    /**
     * Makes a map where nothing answers.
     *
     * @param memoryChanged called after a change of the memory space
     */
    public AddressMaps(Runnable memoryChanged) {
        this.memoryChanged = memoryChanged;
    }

    /** Somebody wants to hear of each range just before it is mapped. */
    public void whenComing(Consumer<Mapping> listener) {
        whenComing = listener;
    }

    /** The ranges that are mapped, in no order. */
    public List<Mapping> mapped() {
        return List.copyOf(mapped);
    }

    /** Ranges are reached another way from now on, though the same ones answer. */
    public void reached() {
        memoryChanged.run();
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
            going.forEach(this::unmap);
            coming.forEach(this::map);
            boolean memoryToo = going.stream().anyMatch(this::isMemory) || coming.stream().anyMatch(this::isMemory);
            generation++;
            if (memoryToo) {
                memoryChanged.run();
            }
        }

        private void unmap(Mapping range) {
            mapped.remove(range);
            space(range).unmap(range);
        }

        private void map(Mapping range) {
            if (!range.isDead()) {
                whenComing.accept(range);
                mapped.add(range);
            }
            space(range).map(range);
        }

        private boolean isMemory(Mapping range) {
            return range.declaration.space() == SpaceKind.MEMORY;
        }

        private Space space(Mapping range) {
            return isMemory(range) ? memory : ports;
        }
    }
}
