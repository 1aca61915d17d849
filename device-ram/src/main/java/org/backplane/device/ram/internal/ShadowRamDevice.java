package org.backplane.device.ram.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;

/** Memory behind ROM and video memory that can be plugged in. */
final class ShadowRamDevice implements Device {
    @Override
    public Card plug(Wires wires) {
        return new ShadowRam(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(ShadowRam.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new ShadowRam(wires, state.values().to(ShadowRam.State.class));
    }
}
