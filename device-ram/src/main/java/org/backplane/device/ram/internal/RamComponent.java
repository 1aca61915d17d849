package org.backplane.device.ram.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Main memory, 16 MiB unless {@code bus.memory} says otherwise; several ranges leave holes between them. Its priority is
 * low, so that everything else that claims an address lies over it.
 */
@Component(name = RamComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@MemoryRanges(memory = "0x0+16M", memory_priority = -100, memory_valid = "1,2,4,8", memory_type = "WB")
@DeviceKind("memory")
@PassesTck(level = 1)
public final class RamComponent implements Device {
    static final String PID = "org.backplane.device.ram";

    @Override
    public Card plug(Wires wires) {
        return new Ram(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(Ram.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return plug(wires);
    }
}
