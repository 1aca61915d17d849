package org.backplane.it.broken.ide;

import java.util.Map;
import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/** A revision of the disk controller that opens the disk to go on with the state of another one, and then cannot. */
@Component(name = "org.backplane.device.ide", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@PortRanges(port = {"0x1f0-0x1f7", "0x3f6+1"}, port_name = {"primary", "primary-control"}, port_valid = "1,2,4",
        port_implemented = {"1,2,4", "1"})
@PciFunction(pci = "1.1", pci_vendor = 0x8086, pci_device = 0x7010, pci_class = 0x010180, pci_bars = "4:io+16",
        pci_bars_valid = "1,2,4", pci_status = 0x0280)
public final class BrokenIde implements Device {
    private final HostDisks disks;
    private final String image;

    /** Learns which disk it opens. */
    @Activate
    public BrokenIde(@Reference HostDisks disks, Map<String, Object> properties) {
        this.disks = disks;
        image = String.valueOf(properties.get("primaryMaster"));
    }

    @Override
    public Card plug(Wires wires) {
        throw new IllegalStateException("it starts in no way at all");
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(new StateSchema("org.backplane.device.ide", 1));
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        disks.open(image, wires.pid()).handOver();
        throw new IllegalStateException("this revision is broken");
    }
}
