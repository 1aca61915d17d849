package org.backplane.device.ide.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.pci.PciProperties;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The two IDE channels of a PC, as function 1 of the PIIX3. With {@code bus.pci} set to an empty text they are plain ISA
 * adapters, which answer at once and have no bus master.
 */
@Component(name = IdeComponent.PID, service = Device.class, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = IdeComponent.Config.class, factory = true)
@PortRanges(port = {"0x1f0-0x1f7", "0x3f6+1", "0x170-0x177", "0x376+1"},
        port_name = {"primary", "primary-control", "secondary", "secondary-control"},
        port_valid = "1,2,4", port_implemented = {"1,2,4", "1", "1,2,4", "1"})
@Drives({"primary=irq14", "secondary=irq15"})
@PciFunction(pci = "1.1", pci_vendor = 0x8086, pci_device = 0x7010, pci_class = 0x010180, pci_bars = "4:io+16",
        pci_bars_valid = "1,2,4", pci_status = 0x0280)
@DeviceKind(value = "disk", model = "PIIX3")
@PassesTck(level = 1)
public final class IdeComponent implements Device {
    static final String PID = "org.backplane.device.ide";

    private static final String CDROM = "cdrom:";
    private static final String[] PINS = {"primary", "secondary"};

    private final HostDisks disks;
    private final Config config;
    private final boolean pci;

    /** The drives. */
    @ObjectClassDefinition(name = "PIIX3 IDE", description = "Two channels with up to two drives each. A drive is the name of"
            + " a disk image (PATH, overlay:PATH, readonly:PATH), cdrom:IMAGE for a CD-ROM drive with a disc, cdrom: for"
            + " an empty one, or an empty text for no drive")
    public @interface Config {
        /** Device 0 of channel 0. */
        @AttributeDefinition(description = "Device 0 at ports 1f0h and 3f6h: an image, cdrom:IMAGE or cdrom:")
        String primaryMaster() default "";

        /** Device 1 of channel 0. */
        @AttributeDefinition(description = "Device 1 at ports 1f0h and 3f6h")
        String primarySlave() default "";

        /** Device 0 of channel 1. */
        @AttributeDefinition(description = "Device 0 at ports 170h and 376h")
        String secondaryMaster() default "";

        /** Device 1 of channel 1. */
        @AttributeDefinition(description = "Device 1 at ports 170h and 376h")
        String secondarySlave() default "";
    }

    /**
     * Makes the device.
     *
     * @param disks      opens the images
     * @param config     the drives; read when the device is plugged in
     * @param properties all properties of the component, which say whether it is a PCI function
     */
    @Activate
    public IdeComponent(@Reference HostDisks disks, Config config, Map<String, Object> properties) {
        this.disks = disks;
        this.config = config;
        Object address = properties.get(PciProperties.ADDRESS);
        pci = address != null && !address.toString().isBlank();
    }

    @Override
    public Card plug(Wires wires) {
        return plug(wires, channels -> new IdeController(wires, channels, pci), AtaChannel::close);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(IdeState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        IdeState before = state.values().to(IdeState.class);
        return plug(wires, channels -> new IdeController(wires, channels, pci, before), AtaChannel::handOver);
    }

    /** Opens all images and makes the card, or gives them back. */
    private Card plug(Wires wires, Function<AtaChannel[], Card> maker, Consumer<AtaChannel> giveBack) {
        String[] names = {config.primaryMaster(), config.primarySlave(), config.secondaryMaster(), config.secondarySlave()};
        List<AtaChannel> channels = new ArrayList<>();
        boolean complete = false;
        try {
            for (int i = 0; i < IdeController.CHANNELS; i++) {
                AtaChannel channel = new AtaChannel(wires, PINS[i]);
                channels.add(channel);
                connect(channel, 0, names[2 * i].trim(), wires, "BP0000000" + 2 * i);
                connect(channel, 1, names[2 * i + 1].trim(), wires, "BP0000000" + (2 * i + 1));
            }
            Card card = maker.apply(channels.toArray(AtaChannel[]::new));
            complete = true;
            return card;
        } finally {
            if (!complete) {
                channels.forEach(giveBack);
            }
        }
    }

    private void connect(AtaChannel channel, int number, String name, Wires wires, String serial) {
        if (name.isEmpty()) {
            return;
        }
        if (name.startsWith(CDROM)) {
            String image = name.substring(CDROM.length());
            Optional<HostDisk> disc = image.isEmpty() ? Optional.empty()
                    : Optional.of(disks.open(readOnly(image), wires.pid()));
            channel.connect(number, new AtapiCdrom(channel, wires.events(), new CdromTray(disc), number == 1, serial));
            return;
        }
        HostDisk disk = disks.open(name, wires.pid());
        if (disk.lengthBytes() < DiskSettings.SECTOR_BYTES) {
            disk.close();
            throw new IllegalArgumentException("'" + name + "' has " + disk.lengthBytes() + " bytes, less than a sector");
        }
        channel.connect(number, new AtaDisk(channel, wires.events(), disk, number == 1, serial));
    }

    private static String readOnly(String image) {
        return image.startsWith("readonly:") || image.startsWith("overlay:") ? image : "readonly:" + image;
    }
}
