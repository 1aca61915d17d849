package ${package};

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
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
}
