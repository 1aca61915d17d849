package org.backplane.device.pci.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.Capabilities;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The host bridge of a PC: configuration space at ports CF8h to CFFh, and the attributes of the memory below 1 MiB. */
@Component(name = HostBridgeComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@PortRanges(port = {"0xcf8-0xcfb", "0xcfc-0xcff"}, port_name = {HostBridge.ADDRESS, HostBridge.DATA},
        port_valid = "1,2,4")
@PciFunction(pci = "0.0", pci_vendor = 0x8086, pci_device = 0x1237, pci_revision = 2, pci_class = 0x060000)
@DeviceKind(value = "pci-host", model = "82441FX")
@Capability(namespace = Capabilities.BUS, name = Capabilities.PCI, attribute = "slots:Long=32",
        effective = Capabilities.ASSEMBLY)
@PassesTck(level = 1)
public final class HostBridgeComponent implements Device {
    static final String PID = "org.backplane.device.pci.host";

    @Override
    public Card plug(Wires wires) {
        return new HostBridge(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(HostBridge.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new HostBridge(wires, state.values().to(HostBridge.State.class));
    }
}
