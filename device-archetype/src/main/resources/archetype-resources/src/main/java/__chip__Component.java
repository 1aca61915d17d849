package ${package};

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

/** Puts the chip at ports 300h to 303h and its interrupt on line 5; a configuration of this name may say otherwise. */
@Component(name = "${package}")
@PortRanges(port = "0x300+4", port_valid = "1,2,4", port_implemented = "1")
@Drives("irq=irq5")
@DeviceKind("${artifactId}")
@PassesTck(level = 1)
public final class ${chip}Component implements Device {
    @Override
    public Card plug(Wires wires) {
        return new ${chip}Card(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(${chip}Card.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new ${chip}Card(wires, state.values().to(${chip}Card.State.class));
    }
}
