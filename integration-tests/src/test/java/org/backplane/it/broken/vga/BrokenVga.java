package org.backplane.it.broken.vga;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** A revision of the display adapter that says it goes on with the state of another one, and cannot. */
@Component(name = "org.backplane.device.vga", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@MemoryRanges(memory = {"+128K", "+64K", "+32K"}, memory_name = {"window-128k", "window-64k", "window-32k"},
        memory_valid = "1,2,4,8", memory_implemented = "1,2,4")
@PortRanges(port = {"0x3c0-0x3cf", "+2", "+1", "0x1ce-0x1d1"}, port_name = {"vga", "crtc", "status", "dispi"},
        port_valid = "1,2,4", port_implemented = {"1", "1", "1", "1,2"})
public final class BrokenVga implements Device {
    @Override
    public Card plug(Wires wires) {
        throw new IllegalStateException("it starts in no way at all");
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(new StateSchema("org.backplane.device.vga", 1));
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        throw new IllegalStateException("this revision is broken");
    }
}
