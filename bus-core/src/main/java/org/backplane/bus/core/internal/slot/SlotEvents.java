package org.backplane.bus.core.internal.slot;

import org.backplane.bus.DeviceEvents;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.Owner;

/** The reporter of one card. */
final class SlotEvents implements DeviceEvents {
    private final EventLog events;
    private final Owner owner;

    SlotEvents(EventLog events, Owner owner) {
        this.events = events;
        this.owner = owner;
    }

    @Override
    public void guest(String what) {
        if (owner.alive()) {
            events.report(owner.pid(), EventLog.GUEST, what);
        }
    }

    @Override
    public void host(String what) {
        if (owner.alive()) {
            events.report(owner.pid(), EventLog.HOST, what);
        }
    }
}
