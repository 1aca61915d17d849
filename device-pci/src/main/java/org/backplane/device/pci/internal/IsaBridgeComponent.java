package org.backplane.device.pci.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The ISA bridge of a PC. Its pins {@code irq3} to {@code irq15} are soldered to the lines of those names. */
@Component(name = IsaBridgeComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Drives({"irq3", "irq4", "irq5", "irq6", "irq7", "irq9", "irq10", "irq11", "irq12", "irq14", "irq15"})
@PciFunction(pci = "1.0", pci_vendor = 0x8086, pci_device = 0x7000, pci_class = 0x060100, pci_multifunction = true,
        pci_status = 0x0200)
@DeviceKind(value = "isa-bridge", model = "PIIX3")
@PassesTck(level = 1)
public final class IsaBridgeComponent implements Device {
    static final String PID = "org.backplane.device.pci.isa";

    @Override
    public Card plug(Wires wires) {
        return new IsaBridge(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(IsaBridge.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new IsaBridge(wires, state.values().to(IsaBridge.State.class));
    }
}
