package org.backplane.device.rtc.internal;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.function.Supplier;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.host.HostFiles;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Clock and CMOS memory of a PC at ports 70h and 71h, interrupting on line 8. */
@Component(name = RtcComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = RtcComponent.Config.class, factory = true)
@PortRanges(port = "0x70-0x71", port_valid = "1,2", port_implemented = "1")
@Drives("irq=irq8")
@DeviceKind(value = "clock", model = "MC146818")
@PassesTck(level = 1)
public final class RtcComponent implements Device {
    static final String PID = "org.backplane.device.rtc";

    private static final String HOST = "host";

    private final Config config;
    private final HostFiles files;

    /** The options of clock and CMOS memory, beside the ports. */
    @ObjectClassDefinition(name = "CMOS clock and memory", description = "Time of day and set-up bytes of a PC")
    public @interface Config {
        /** What the firmware is told of low memory. */
        @AttributeDefinition(description = "RAM from address 0 on, below 4 GiB, as firmware shall find it in the bytes"
                + " 15h to 18h, 30h, 31h, 34h and 35h: a number with K, M or G")
        String memory() default "16M";

        /** What the firmware is told of high memory. */
        @AttributeDefinition(description = "RAM from 4 GiB on, as firmware shall find it in the bytes 5Bh to 5Dh: a"
                + " number with K, M or G")
        String memoryAbove4G() default "0";

        /** The time when power comes on. */
        @AttributeDefinition(description = "Time of day when power comes on: 'host' for the host's time in UTC, or a time"
                + " in ISO 8601, such as 2026-11-01T12:00:00; with an offset it is converted to UTC")
        String time() default HOST;

        /** Set-up bytes. */
        @AttributeDefinition(description = "Bytes that replace the initial ones, such as 0x10=0x40 for a 1.44 MB drive A")
        String[] bytes() default {};

        /** The battery. */
        @AttributeDefinition(description = "File that keeps the memory from run to run: read when the machine is built,"
                + " written after each change; empty for none. The memory sizes, and what the option bytes says, come from"
                + " here all the same")
        String nvram() default "";
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     * @param files  keeps the memory on the host
     */
    @Activate
    public RtcComponent(Config config, @Reference HostFiles files) {
        this.config = config;
        this.files = files;
    }

    @Override
    public Card plug(Wires wires) {
        Supplier<LocalDateTime> timeOfDay = timeOfDay(config.time());
        if (config.nvram().isEmpty()) {
            return new Cmos(bytes(new byte[0]), timeOfDay, Cmos.Battery.NONE, wires);
        }
        BatteryFile battery = BatteryFile.open(files, config.nvram(), wires);
        return new Cmos(bytes(battery.contents()), timeOfDay, battery, wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(RtcState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        Cmos.Battery battery = config.nvram().isEmpty() ? Cmos.Battery.NONE : BatteryFile.open(files, config.nvram(), wires);
        return new Cmos(state.values().to(RtcState.class), timeOfDay(config.time()), battery, wires);
    }

    private int[] bytes(byte[] kept) {
        return CmosContents.of(kept, config.memory(), config.memoryAbove4G(), config.bytes());
    }

    private static Supplier<LocalDateTime> timeOfDay(String text) {
        if (text.equals(HOST)) {
            return () -> LocalDateTime.now(ZoneOffset.UTC);
        }
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text, OffsetDateTime::from, LocalDateTime::from);
            LocalDateTime start = time instanceof OffsetDateTime
                    ? ((OffsetDateTime) time).withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()
                    : LocalDateTime.from(time);
            return () -> start;
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("time: '" + text
                    + "' is neither 'host' nor a time in ISO 8601, such as 2026-11-01T12:00:00", malformed);
        }
    }
}
