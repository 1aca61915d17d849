package org.backplane.device.virtio.blk.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A disk as a virtio PCI function. There is one for each configuration, because a disk needs an image. */
@Component(name = VirtioBlkComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = VirtioBlkComponent.Config.class, factory = true)
@PciFunction(pci = "auto", pci_vendor = 0x1af4, pci_device = 0x1001, pci_class = 0x010000, pci_subsystem_vendor = 0x1af4,
        pci_subsystem = 0x0002, pci_pin = 1, pci_bars = {"0:io+128", "4:mem64-prefetch+16K"}, pci_bars_valid = "1,2,4")
@DeviceKind(value = "disk", model = "virtio-blk")
@PassesTck(level = 1)
public final class VirtioBlkComponent implements Device {
    static final String PID = "org.backplane.device.virtio.blk";

    /** The length of BAR0. */
    static final int LEGACY_BYTES = 128;

    private static final int SERIAL_LIMIT = 20;

    private final HostDisks disks;
    private final Config config;

    /** The options of the disk, beside its place. */
    @ObjectClassDefinition(name = "virtio block device", description = "A disk as a virtio PCI function")
    public @interface Config {
        /** What is on the disk. */
        @AttributeDefinition(description = "Image of the disk: PATH, overlay:PATH or readonly:PATH")
        String image() default "";

        /** What the disk says it is. */
        @AttributeDefinition(description = "Serial number, up to 20 characters of ASCII")
        String serial() default "";
    }

    /**
     * Makes the device.
     *
     * @param disks  opens the image
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public VirtioBlkComponent(@Reference HostDisks disks, Config config) {
        this.disks = disks;
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new VirtioBlkCard(wires, open(wires), config.serial());
    }

    private HostDisk open(Wires wires) {
        if (config.image().isBlank()) {
            throw new IllegalArgumentException("image: a disk needs one");
        }
        if (config.serial().length() > SERIAL_LIMIT || !config.serial().chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("serial: '" + config.serial() + "' is not up to 20 characters of ASCII");
        }
        return disks.open(config.image().trim(), wires.pid());
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(VirtioBlkState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        VirtioBlkState before = state.values().to(VirtioBlkState.class);
        HostDisk disk = open(wires);
        boolean complete = false;
        try {
            Card card = new VirtioBlkCard(wires, disk, config.serial(), before);
            complete = true;
            return card;
        } finally {
            if (!complete) {
                disk.handOver();
            }
        }
    }
}
