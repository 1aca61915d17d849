package org.backplane.bus.snapshot;

import java.util.List;
import org.backplane.bus.state.DeviceState;

/**
 * What sits in a slot: a device or the processor.
 *
 * @param pid     the slot
 * @param bundle  symbolic name of the device's bundle
 * @param version version of that bundle
 * @param state   the state of its card
 * @param slabs   the memory of its card, sorted by name
 */
public record SlotSnapshot(String pid, String bundle, String version, DeviceState state, List<SlabSnapshot> slabs) {
    /** Takes a copy of the list. */
    public SlotSnapshot {
        slabs = List.copyOf(slabs);
    }
}
