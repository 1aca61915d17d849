package org.backplane.device.ferr.internal;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.annotation.Senses;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The coprocessor error logic of a PC at ports F0h and F1h. */
@Component(name = "org.backplane.device.ferr", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = "0xf0-0xf1", port_valid = "1")
@Senses("ferr")
@Drives({"irq=irq13", "ignne"})
public final class CoprocessorErrorComponent implements Device {
    @Override
    public Card plug(Wires wires) {
        return new CoprocessorError(wires);
    }
}
