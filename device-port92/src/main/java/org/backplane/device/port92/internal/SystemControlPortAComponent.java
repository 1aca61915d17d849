package org.backplane.device.port92.internal;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** System control port A at port 92h. */
@Component(name = "org.backplane.device.port92", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0x92-0x92", port_valid = "1")
@Drives("a20")
@DeviceKind("system-control")
@PassesTck(level = 1)
public final class SystemControlPortAComponent implements Device {
    @Override
    public Card plug(Wires wires) {
        return new SystemControlPortA(wires);
    }
}
