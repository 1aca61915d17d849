package org.backplane.device.pic.internal;

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

/** The interrupt controllers of a PC at ports 20h, A0h and 4D0h. */
@Component(name = PicComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = {"0x20-0x21", "0xa0-0xa1", "0x4d0-0x4d1"}, port_name = {PicPair.MASTER, PicPair.SLAVE, PicPair.ELCR},
        port_valid = "1,2", port_implemented = "1")
@Senses({"irq0", "irq1", "irq3", "irq4", "irq5", "irq6", "irq7", "irq8", "irq9", "irq10", "irq11", "irq12", "irq13",
    "irq14", "irq15"})
@Drives("intr")
@DeviceKind(value = "interrupt-controller", model = "8259A")
@PassesTck(level = 1)
public final class PicComponent implements Device {
    static final String PID = "org.backplane.device.pic";

    @Override
    public Card plug(Wires wires) {
        return new PicPair(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(PicState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new PicPair(wires, state.values().to(PicState.class));
    }
}
