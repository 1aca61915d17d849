package org.backplane.firmware.internal.kernel;

import java.util.List;
import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The loader of Multiboot and Linux kernels as a device. */
@Component(configurationPid = KernelComponent.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
@MemoryRanges(
        memory = {"0xffff0000-0xffffffff", "0xf0000-0xfffff", "0xfffef000+4"},
        memory_name = {KernelCard.HIGH, KernelCard.LOW, KernelCard.LOADER},
        memory_priority = 10,
        memory_valid = {"1,2,4,8", "1,2,4,8", "4"},
        memory_type = {"WP", "WP", "UC"})
@Designate(ocd = KernelConfig.class, factory = true)
public final class KernelComponent implements Device {
    static final String PID = "org.backplane.firmware.kernel";

    private final KernelConfig config;

    /**
     * Keeps the configuration; the files are read when the device is plugged in, and again at each boot.
     *
     * @param config names the files
     */
    @Activate
    public KernelComponent(KernelConfig config) {
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
        return new KernelCard(this::plan, wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(KernelCard.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return KernelCard.after(this::plan, wires);
    }

    private BootPlan plan() {
        return BootPlan.read(config.kernel(), config.append(), List.of(config.modules()), config.memory());
    }
}
