package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.DeviceEvents;

/** An event log that keeps every report, equal ones too. */
public final class FakeEvents implements DeviceEvents {
    private final MachineThread machine;
    private final List<String> guest = new ArrayList<>();
    private final List<String> host = new ArrayList<>();

    FakeEvents(MachineThread machine) {
        this.machine = machine;
    }

    @Override
    public void guest(String what) {
        if (machine.check()) {
            guest.add(what);
        }
    }

    @Override
    public void host(String what) {
        if (machine.check()) {
            host.add(what);
        }
    }

    /**
     * What the guest was reported for.
     *
     * @return in order
     */
    public List<String> guest() {
        return List.copyOf(guest);
    }

    /**
     * What the host was reported for.
     *
     * @return in order
     */
    public List<String> host() {
        return List.copyOf(host);
    }
}
