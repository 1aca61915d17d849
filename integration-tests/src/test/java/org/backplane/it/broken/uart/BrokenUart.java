package org.backplane.it.broken.uart;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** A revision of the serial port that says it goes on with the state of another one, and cannot. */
@Component(name = "org.backplane.device.uart", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0x3f8-0x3ff", port_valid = "1,2,4", port_implemented = "1")
public final class BrokenUart implements Device {
    @Override
    public Card plug(Wires wires) {
        throw new IllegalStateException("it starts in no way at all");
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(new StateSchema("org.backplane.device.uart", 1));
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        wires.line("irq").set(true);
        throw new IllegalStateException("this revision is broken");
    }
}
