package org.backplane.device.vga.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The display adapter of a PC: PCI function 1234:1111, or an ISA card if {@code bus.pci} is empty. An ISA card can have its
 * linear frame buffer too: as a range of 16 MiB called {@code lfb}, added to {@code bus.memory} and {@code bus.memory.name}.
 */
@Component(name = VgaComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = VgaComponent.Config.class, factory = true)
@MemoryRanges(memory = {"+128K", "+64K", "+32K"}, memory_name = {"window-128k", "window-64k", "window-32k"},
        memory_valid = "1,2,4,8", memory_implemented = "1,2,4")
@PortRanges(port = {"0x3c0-0x3cf", "+2", "+1", "0x1ce-0x1d1"}, port_name = {"vga", "crtc", "status", "dispi"},
        port_valid = "1,2,4", port_implemented = {"1", "1", "1", "1,2"})
@PciFunction(pci = "auto", pci_vendor = 0x1234, pci_device = 0x1111, pci_class = 0x030000, pci_revision = 2,
        pci_subsystem_vendor = 0x1af4, pci_subsystem = 0x1100,
        pci_bars = {"0:mem-prefetch+16M", "2:mem+4K", "rom+64K"}, pci_bars_type = {"WC", "UC", "WP"},
        pci_bars_valid = {"1,2,4,8", "1,2,4", "1,2,4,8"}, pci_bars_implemented = {"1,2,4,8", "1,2", "1,2,4,8"})
@DeviceKind(value = "display", model = "VGA")
@PassesTck(level = 1)
public final class VgaComponent implements Device {
    static final String PID = "org.backplane.device.vga";

    private final Config config;

    /** The options of a display adapter, beside its ranges and its place. */
    @ObjectClassDefinition(name = "VGA", description = "A VGA with the Bochs display interface")
    public @interface Config {
        /** The video BIOS. */
        @AttributeDefinition(description = "File with the image of the expansion ROM, at most 64 KiB, such as"
                + " /usr/share/seabios/vgabios-stdvga.bin; empty for a ROM without contents")
        String rom() default "";
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public VgaComponent(Config config) {
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new VgaCard(wires, VgaRom.read(config.rom()));
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(VgaState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new VgaCard(wires, VgaRom.read(config.rom()), state.values().to(VgaState.class));
    }
}
