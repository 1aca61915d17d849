package org.backplane.bus.core.internal.slot;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.snapshot.SlotSnapshot;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;

/** Takes down what sits in the slots of a machine. Machine thread, between two instructions. */
final class SlotCensus {
    private final List<Slot> slots;
    private final List<SlotSnapshot> taken = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    SlotCensus(List<Slot> slots) {
        this.slots = slots;
    }

    /**
     * Takes all of them.
     *
     * @throws StateException if that of some cannot be taken; the message names each of them
     */
    List<SlotSnapshot> take() {
        slots.stream().map(Slot::occupant).filter(SlotCensus::takesPart).forEach(this::take);
        if (!obstacles.isEmpty()) {
            throw new StateException(String.join("; ", obstacles));
        }
        return taken;
    }

    /** One that is parked, or whose slot the guest has switched off, has no card; it comes anew where it is restored. */
    private static boolean takesPart(Occupant occupant) {
        return occupant != null && occupant.state() != SlotState.PARKED && occupant.state() != SlotState.EJECTED;
    }

    private void take(Occupant occupant) {
        if (occupant.state() != SlotState.LIVE) {
            obstacles.add("'" + occupant.pid() + "' is " + occupant.state().text() + ": " + occupant.reason());
        } else if (!occupant.tellsState()) {
            obstacles.add("'" + occupant.pid() + "' of " + occupant.identity().bundle() + " keeps no state");
        } else {
            try {
                DeviceState state = occupant.takeState();
                taken.add(new SlotSnapshot(occupant.pid(), occupant.identity().bundle(), occupant.identity().version(), state,
                        occupant.slabs()));
            } catch (StateException refused) {
                obstacles.add("'" + occupant.pid() + "': " + refused.getMessage());
            }
        }
    }
}
