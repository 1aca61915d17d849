package org.backplane.bus.core.internal;

import java.util.Map;
import org.backplane.bus.core.internal.slot.Occupant;

/** A device or processor service in a machine, for whoever sees it come and go. Any thread. */
public final class Registration {
    private final MachineFabric machine;
    private final Occupant occupant;

    Registration(MachineFabric machine, Occupant occupant) {
        this.machine = machine;
        this.occupant = occupant;
    }

    /** The service properties have changed. Returns at once. */
    public void update(Map<String, ?> properties) {
        machine.update(occupant, properties);
    }

    /**
     * The service goes. If the device is a PCI function, the guest is asked first to let go of it and has a few seconds to do so, in
     * which the function is as it was; on the machine thread it is not asked. When this returns no access, timer, line or posted work reaches the device any more. It waits
     * for the machine thread for a few seconds at most; on the machine thread itself it does not wait, the ranges are
     * then unmapped at the next instruction boundary and answer with all ones until then.
     *
     * @return {@code false} if the machine thread, busy in some card, did not get to it in time; it is reported
     */
    public boolean remove() {
        machine.letGuestLetGo(occupant, false);
        return machine.remove(occupant, false);
    }

    /** As {@link #remove}, without asking the guest. */
    public boolean removeAtOnce() {
        return machine.remove(occupant, false);
    }

    /**
     * As {@link #remove}, but the bundle is being updated: if the device keeps its state, the guest stands until another
     * one has come for its slot or the time is up.
     */
    public boolean removeForUpdate() {
        machine.letGuestLetGo(occupant, true);
        return machine.remove(occupant, true);
    }
}
