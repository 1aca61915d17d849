package org.backplane.device.ferr.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.annotation.Senses;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The coprocessor error logic of a PC at ports F0h and F1h. */
@Component(name = CoprocessorErrorComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0xf0-0xf1", port_valid = "1")
@Senses("ferr")
@Drives({"irq=irq13", "ignne"})
@DeviceKind("coprocessor-error")
@PassesTck(level = 1)
public final class CoprocessorErrorComponent implements Device {
    static final String PID = "org.backplane.device.ferr";

    @Override
    public Card plug(Wires wires) {
        return new CoprocessorError(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(CoprocessorErrorState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new CoprocessorError(wires, state.values().to(CoprocessorErrorState.class));
    }
}
