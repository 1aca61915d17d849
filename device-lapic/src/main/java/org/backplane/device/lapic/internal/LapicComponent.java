package org.backplane.device.lapic.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.Senses;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The local APIC of the processor. The 8259A of a machine with one drives {@code lint0} instead of {@code intr}:
 * {@code "org.backplane.device.pic": { "bus.drives": "intr=lint0" }}. Registers lie before messages, and both before RAM,
 * because the processor looks for them first.
 */
@Component(name = LapicComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = LapicComponent.Config.class)
@MemoryRanges(memory = {"+0x1000", "0xfee00000+0x100000"}, memory_name = {LapicChip.REGISTERS, LapicChip.MESSAGES},
        memory_access = {"rw", "w"}, memory_valid = "4", memory_priority = {1000, 900})
@Senses({"lint0", "lint1"})
@Drives({"intr", "nmi"})
@DeviceKind(value = "interrupt-controller", model = "xAPIC")
@PassesTck(level = 1)
public final class LapicComponent implements Device {
    static final String PID = "org.backplane.device.lapic";

    private final Config config;

    /** The options, beside places and pins. */
    @ObjectClassDefinition(name = "Local APIC", description = "The local APIC of the processor")
    public @interface Config {
        /** The APIC ID. */
        @AttributeDefinition(description = "APIC ID after reset, 0 to 254")
        int id() default 0;

        /** Whether it is enabled after reset. */
        @AttributeDefinition(description = "Whether IA32_APIC_BASE enables it after reset, as on every processor; firmware"
                + " of old boards disabled it, and left it to the operating system to do otherwise")
        boolean enabled() default true;
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public LapicComponent(Config config) {
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new LapicChip(wires, options());
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(LapicState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new LapicChip(wires, options(), state.values().to(LapicState.class));
    }

    private LapicOptions options() {
        return new LapicOptions(config.id(), config.enabled());
    }
}
