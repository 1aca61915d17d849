package org.backplane.device.fdc.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.annotation.RequireDevice;
import org.backplane.bus.host.HostDisk;
import org.backplane.bus.host.HostDisks;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The diskette drives A and B of a PC with their controller. */
@Component(name = FdcComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = FdcComponent.Config.class, factory = true)
@PortRanges(port = {"0x3f0-0x3f5", "0x3f7+1"}, port_name = {"registers", "input"}, port_valid = "1,2",
        port_implemented = "1")
@Drives("irq=irq6")
@DeviceKind(value = "floppy", model = "82077AA")
@RequireDevice("dma")
@PassesTck(level = 1)
public final class FdcComponent implements Device {
    static final String PID = "org.backplane.device.fdc";

    private static final int CONNECTORS = 2;
    private static final int CASCADE = 4;
    private static final int CHANNELS = 8;

    private final HostDisks disks;
    private final Config config;

    /** The options of the controller, beside its ports and its interrupt line. */
    @ObjectClassDefinition(name = "82077AA floppy disk controller", description = "A controller with two drives")
    public @interface Config {
        /** What is in the drives. */
        @AttributeDefinition(description = "Images of 360K, 720K, 1200K, 1440K or 2880K in drives A and B: PATH,"
                + " overlay:PATH or readonly:PATH; an empty text leaves the drive empty. A shorter image is the beginning of"
                + " the next larger diskette: zeroes follow, which cannot be written")
        String[] image() default {};

        /** The DMA channel. */
        @AttributeDefinition(description = "DMA channel that the controller is soldered to, 0 to 7 but not 4")
        int dmaChannel() default 2;

        /** Whether mechanics matter. */
        @AttributeDefinition(description = "Whether motors, steps and turns take the times of a real drive, and a guest"
                + " that does not serve a sector in time gets an overrun")
        boolean paced() default false;
    }

    /**
     * Makes the device.
     *
     * @param disks  opens the images
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public FdcComponent(@Reference HostDisks disks, Config config) {
        this.disks = disks;
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        int channel = channel();
        return new Fdc82077(wires, drives(wires, HostDisk::close), new FdcTiming(config.paced()), channel);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(FdcState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        FdcState before = state.values().to(FdcState.class);
        int channel = channel();
        FloppyDrive[] drives = drives(wires, HostDisk::handOver);
        boolean complete = false;
        try {
            Card card = new Fdc82077(wires, drives, new FdcTiming(config.paced()), channel, before);
            complete = true;
            return card;
        } finally {
            if (!complete) {
                Arrays.stream(drives).forEach(FloppyDrive::handOver);
            }
        }
    }

    private int channel() {
        int channel = config.dmaChannel();
        if (channel < 0 || channel >= CHANNELS || channel == CASCADE) {
            throw new IllegalArgumentException("dmaChannel: " + channel + " is not 0 to 3 or 5 to 7");
        }
        if (config.image().length > CONNECTORS) {
            throw new IllegalArgumentException("image: " + config.image().length + " images for two drives");
        }
        return channel;
    }

    /** Opens all images or none; those that are open when one cannot be are given back. */
    private FloppyDrive[] drives(Wires wires, Consumer<HostDisk> giveBack) {
        List<HostDisk> open = new ArrayList<>();
        boolean complete = false;
        try {
            FloppyDrive[] drives = new FloppyDrive[SeekControl.DRIVES];
            for (int i = 0; i < drives.length; i++) {
                String name = i < config.image().length ? config.image()[i].trim() : "";
                Optional<HostDisk> disk = name.isEmpty() ? Optional.empty() : Optional.of(disks.open(name, wires.pid()));
                disk.ifPresent(open::add);
                drives[i] = new FloppyDrive(i < CONNECTORS, disk, wires.events());
            }
            complete = true;
            return drives;
        } finally {
            if (!complete) {
                open.forEach(giveBack);
            }
        }
    }
}
