package org.backplane.device.ram.internal;

import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * Main memory, 16 MiB unless {@code bus.memory} says otherwise; several ranges leave holes between them. Its priority is
 * low, so that everything else that claims an address lies over it.
 */
@Component(name = "org.backplane.device.ram", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@MemoryRanges(memory = "0x0+16M", memory_priority = -100, memory_valid = "1,2,4,8", memory_type = "WB")
@DeviceKind("memory")
@PassesTck(level = 1)
public final class RamComponent implements Device {
    @Override
    public Card plug(Wires wires) {
        return new Ram(wires);
    }
}
