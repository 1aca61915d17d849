package org.backplane.device.exit.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The exit port of test guests, at the address that they expect of QEMU's. */
@Component(name = DebugExitComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0xf4-0xf7", port_valid = "1,2,4")
@DeviceKind("debug-exit")
@PassesTck(level = 1)
public final class DebugExitComponent implements Device {
    static final String PID = "org.backplane.device.exit";

    @Override
    public Card plug(Wires wires) {
        return new DebugExit(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(DebugExit.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return plug(wires);
    }
}
