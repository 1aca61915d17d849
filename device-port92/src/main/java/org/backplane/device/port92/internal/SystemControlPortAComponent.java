package org.backplane.device.port92.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** System control port A at port 92h. */
@Component(name = SystemControlPortAComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0x92-0x92", port_valid = "1")
@Drives("a20")
@DeviceKind("system-control")
@PassesTck(level = 1)
public final class SystemControlPortAComponent implements Device {
    static final String PID = "org.backplane.device.port92";

    @Override
    public Card plug(Wires wires) {
        return new SystemControlPortA(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(SystemControlPortAState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new SystemControlPortA(wires, state.values().to(SystemControlPortAState.class));
    }
}
