package org.backplane.device.e1000.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.host.HostNetwork;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * An Intel 82540EM network card. Its cable leads to the network that {@code network.target} selects,
 * {@code (bus.network=user)} unless a configuration says otherwise; while there is none the link is down.
 */
@Component(service = Device.class, name = E1000Component.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = E1000Component.Config.class, factory = true)
@PciFunction(pci = "auto", pci_vendor = 0x8086, pci_device = 0x100e, pci_class = 0x020000, pci_revision = 2,
        pci_subsystem_vendor = 0x8086, pci_subsystem = 0x001e, pci_pin = 1,
        pci_bars = {"0:mem+128K", "2:io+64", "rom+512K"}, pci_bars_valid = {"4", "4", "1,2,4,8"},
        pci_bars_type = {"UC", "UC", "WP"})
@DeviceKind(value = "network", model = "82540EM")
@PassesTck(level = 1)
public final class E1000Component implements Device {
    static final String PID = "org.backplane.device.e1000";

    private final Config config;
    private final Socket socket = new Socket();

    /** The options of the card, beside its place. */
    @ObjectClassDefinition(name = "Intel 82540EM", description = "A Gigabit Ethernet card")
    public @interface Config {
        /** The station address. */
        @AttributeDefinition(description = "Station address, such as 02:42:50:00:00:01; empty for one that follows from the"
                + " slot's name")
        String address() default "";

        /** The expansion ROM. */
        @AttributeDefinition(description = "File with the image of the expansion ROM, at most 512 KiB, such as"
                + " /usr/lib/ipxe/qemu/pxe-e1000.rom; empty for a ROM without contents")
        String rom() default "";
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public E1000Component(Config config) {
        this.config = config;
    }

    /**
     * Plugs the cable in.
     *
     * @param network where it leads to
     */
    @Reference(name = "network", target = "(" + HostNetwork.NAME + "=user)", cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void bindNetwork(HostNetwork network) {
        socket.bind(network);
    }

    /**
     * Pulls the cable.
     *
     * @param network where it led to
     */
    public void unbindNetwork(HostNetwork network) {
        socket.unbind(network);
    }

    @Override
    public Card plug(Wires wires) {
        NetworkJack jack = new NetworkJack(wires);
        Card card = card(wires, jack);
        socket.attach(jack);
        return card;
    }

    private E1000Card card(Wires wires, NetworkJack jack) {
        return new E1000Card(wires, jack, StationAddress.parse(config.address(), wires.pid()), BootRom.read(config.rom()),
                () -> socket.pull(jack), () -> socket.leave(jack));
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(E1000State.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        NetworkJack jack = new NetworkJack(wires);
        E1000Card card = card(wires, jack);
        card.restore(state.values().to(E1000State.class), state);
        socket.attach(jack);
        return card;
    }
}
