package org.backplane.firmware.internal.multiboot;

import java.util.List;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.MemoryRanges;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The Multiboot loader as a device. */
@Component(configurationPid = "org.backplane.firmware.multiboot", configurationPolicy = ConfigurationPolicy.REQUIRE)
@MemoryRanges(
        memory = {"0xffff0000-0xffffffff", "0xf0000-0xfffff", "0xfffef000+4"},
        memory_name = {MultibootCard.HIGH, MultibootCard.LOW, MultibootCard.LOADER},
        memory_priority = 10,
        memory_valid = {"1,2,4,8", "1,2,4,8", "4"},
        memory_type = {"WP", "WP", "UC"})
@Designate(ocd = MultibootConfig.class, factory = true)
public final class MultibootComponent implements Device {
    private final MultibootConfig config;

    /**
     * Keeps the configuration; the files are read when the device is plugged in, and again at each boot.
     *
     * @param config names the files
     */
    @Activate
    public MultibootComponent(MultibootConfig config) {
        this.config = config;
    }

    /**
     * Checks the files and builds the card.
     *
     * @throws org.backplane.firmware.FirmwareException if a file cannot be read, is no kernel, or does not fit into
     *         memory
     */
    @Override
    public Card plug(Wires wires) {
        plan();
        return new MultibootCard(this::plan, wires);
    }

    private BootPlan plan() {
        return BootPlan.read(config.kernel(), config.append(), List.of(config.modules()), config.memory());
    }
}
