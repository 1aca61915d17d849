package org.backplane.device.uart.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.MemoryRanges;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.host.HostStreams;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The serial port of a PC: COM1 unless configured otherwise. For a memory-mapped one set {@code bus.port} to an empty
 * list, {@code bus.memory} to the range, and {@code registerStride} to the distance of its registers.
 */
@Component(name = Uart16550Component.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = Uart16550Component.Config.class, factory = true)
@PortRanges(port = "0x3f8-0x3ff", port_valid = "1,2,4", port_implemented = "1")
@MemoryRanges(memory = {}, memory_valid = "1,2,4", memory_implemented = "1")
@Drives("irq=irq4")
@DeviceKind(value = "serial", model = "PC16550D")
@PassesTck(level = 1)
public final class Uart16550Component implements Device {
    static final String PID = "org.backplane.device.uart";

    private final HostStreams streams;
    private final Config config;

    /** The options of a serial port, beside its ranges and its interrupt line. */
    @ObjectClassDefinition(name = "16550 UART", description = "A serial port with a PC16550D")
    public @interface Config {
        /** Where the characters go. */
        @AttributeDefinition(description = "Stream of the host that the port is connected to: none, stdio, file:PATH,"
                + " tcp:PORT or console:NAME")
        String host() default "none";

        /** The crystal. */
        @AttributeDefinition(description = "Frequency of the input clock in hertz, 1 to 1000000000; the baud rate is"
                + " this divided by 16 times the divisor latch")
        long clockHz() default 1_843_200;

        /** Whether the baud rate matters. */
        @AttributeDefinition(description = "Whether each character takes its time at the programmed baud rate. If not,"
                + " characters are sent and received as fast as host and guest take them")
        boolean paced() default false;

        /** Who holds whom. */
        @AttributeDefinition(description = "Handshake with the host: rtscts lets RTS hold what the host sends and shows"
                + " on CTS whether the host takes more; with none the pins have no such meaning",
                options = {@Option(label = "none", value = "none"), @Option(label = "RTS/CTS", value = "rtscts")})
        String flow() default "none";

        /** The gate of a PC's interrupt. */
        @AttributeDefinition(description = "Whether the interrupt reaches its line only while MCR has OUT2 set, as on"
                + " a PC's board")
        boolean out2GatesInterrupt() default true;

        /** How far registers are apart. */
        @AttributeDefinition(description = "Distance of two registers in bytes: 1, 2, 4 or 8; the bytes between read 0")
        int registerStride() default 1;
    }

    /**
     * Makes the device.
     *
     * @param streams opens the host's side
     * @param config  the options; read when the device is plugged in
     */
    @Activate
    public Uart16550Component(@Reference HostStreams streams, Config config) {
        this.streams = streams;
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return port().plug(wires);
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(SerialPort.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return port().plug(wires, state);
    }

    private SerialPort port() {
        UartOptions options = new UartOptions(config.clockHz(), config.paced(), config.out2GatesInterrupt(),
                config.registerStride());
        return new SerialPort(streams, config.host(), config.flow(), options, "irq");
    }
}
