package org.backplane.device.acpi.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.backplane.device.acpi.internal.hotplug.HotPlugController;
import org.backplane.device.acpi.internal.hotplug.HotPlugState;
import org.backplane.device.acpi.internal.table.MachineView;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * The controller by which a guest with ACPI hears of PCI functions that come and go. It needs power management in the machine,
 * which has the event and makes the tables; without the controller these have no slots.
 */
@Component(name = "org.backplane.device.acpi.hotplug", configurationPolicy = ConfigurationPolicy.REQUIRE)
@PortRanges(port = "0xae00-0xae1f", port_name = MachineView.HOT_PLUG, port_valid = "4", port_implemented = "4")
@Drives("gpe=" + HotPlugComponent.LINE)
@DeviceKind(value = "pci-hot-plug", model = "QEMU")
@PassesTck(level = 1)
public final class HotPlugComponent implements Device {
    /** The line on which power management hears of its events. */
    static final String LINE = "acpi.hotplug";

    @Override
    public Card plug(Wires wires) {
        return new HotPlugController(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(HotPlugState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new HotPlugController(wires, state.values().to(HotPlugState.class));
    }
}
