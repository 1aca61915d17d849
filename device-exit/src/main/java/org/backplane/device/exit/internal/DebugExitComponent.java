package org.backplane.device.exit.internal;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The exit port of test guests, at the address that they expect of QEMU's. */
@Component(name = "org.backplane.device.exit", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0xf4-0xf7", port_valid = "1,2,4")
@DeviceKind("debug-exit")
@PassesTck(level = 1)
public final class DebugExitComponent implements Device {
    @Override
    public Card plug(Wires wires) {
        return new DebugExit(wires);
    }
}
