package org.backplane.device.ram.internal;

import java.util.HashMap;
import java.util.Map;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Slab;
import org.backplane.bus.Wires;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;

/**
 * Main memory: a slab behind each declared range. It is zero when it is plugged in, and no reset changes it. Beside the
 * slabs, which are the slot's, it remembers nothing.
 *
 * <p>Not modelled: refresh, parity, and the random contents that real memory has when power comes on.
 */
final class Ram implements StateKeeper {
    static final StateSchema SCHEMA = new StateSchema(RamComponent.PID, 1);

    private final Wires wires;
    private final Map<String, RangeHandler> windows = new HashMap<>();

    Ram(Wires wires) {
        this.wires = wires;
    }

    @Override
    public DeviceState state() {
        return new DeviceState(SCHEMA, new StateBuilder().build());
    }

    @Override
    public RangeHandler range(String name) {
        return windows.computeIfAbsent(name, this::populate);
    }

    private RangeHandler populate(String name) {
        long lengthBytes = wires.rangeBytes(name);
        Slab slab = wires.slab(name, lengthBytes);
        return slab.window(0, lengthBytes, true);
    }
}
