package org.backplane.device.pci.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/**
 * A PCI-to-PCI bridge for each configuration; functions are plugged into it by naming its PID as {@code bus.pci.bus}. It
 * carries the ids of the DECchip 21150. All of its registers are in the header, which the host bridge models.
 */
@Component(name = BridgeComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@PciFunction(pci = "auto", pci_vendor = 0x1011, pci_device = 0x0022, pci_class = 0x060400)
@DeviceKind("pci-bridge")
@PassesTck(level = 1)
public final class BridgeComponent implements Device {
    static final String PID = "org.backplane.device.pci.bridge";

    private static final StateSchema SCHEMA = new StateSchema(PID, 1);
    private static final DeviceState NOTHING = new DeviceState(SCHEMA, new StateBuilder().build());

    /** The card remembers nothing: its header is the host bridge's to keep. */
    private static final class BridgeCard implements StateKeeper {
        @Override
        public DeviceState state() {
            return NOTHING;
        }
    }

    @Override
    public Card plug(Wires wires) {
        return new BridgeCard();
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return plug(wires);
    }
}
