package org.backplane.device.dma.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The two DMA controllers of a PC; cards find them by the role {@link org.backplane.bus.role.DmaController}. */
@Component(name = DmaComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(
        port = {"0x00-0x0f", "0xc0-0xdf", "0x81-0x83", "0x87+1", "0x89-0x8b", "0x8f+1"},
        port_name = {"bytes", "words", "page81", "page87", "page89", "page8f"},
        port_valid = "1,2", port_implemented = "1")
@DeviceKind(value = "dma", model = "8237A")
@PassesTck(level = 1)
public final class DmaComponent implements Device {
    static final String PID = "org.backplane.device.dma";

    @Override
    public Card plug(Wires wires) {
        return new DmaPair(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(DmaState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new DmaPair(wires, state.values().to(DmaState.class));
    }
}
