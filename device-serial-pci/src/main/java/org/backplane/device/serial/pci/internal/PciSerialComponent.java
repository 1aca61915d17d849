package org.backplane.device.serial.pci.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.host.HostStreams;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.backplane.device.uart.internal.SerialPort;
import org.backplane.device.uart.internal.UartOptions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A PC16550D as a PCI function (QEMU pci-serial): class 0700 with programming interface 02, a 16550-compatible serial controller
 * (PCI 3.0 appendix D), the chip's eight registers in BAR0, its interrupt at INTA#, which OUT2 does not gate here.
 *
 * <p>The bundle alone makes a card, in the first free place; a configuration says what it is connected to.
 */
@Component(name = PciSerialComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = PciSerialComponent.Config.class, factory = true)
@PciFunction(pci = "auto", pci_vendor = 0x1b36, pci_device = 0x0002, pci_revision = 1, pci_class = 0x070002,
        pci_subsystem_vendor = 0x1af4, pci_subsystem = 0x1100, pci_pin = 1, pci_bars = "0:io+8",
        pci_bars_valid = "1,2,4", pci_bars_implemented = "1")
@DeviceKind(value = "serial", model = "PC16550D")
@PassesTck(level = 1)
public final class PciSerialComponent implements Device {
    static final String PID = "org.backplane.device.serial.pci";

    private final HostStreams streams;
    private final Config config;

    /** The options of the card, beside its place. */
    @ObjectClassDefinition(name = "PCI serial port", description = "A PC16550D as a PCI function")
    public @interface Config {
        /** Where the characters go. */
        @AttributeDefinition(description = "Stream of the host that the port is connected to: none, stdio, file:PATH,"
                + " tcp:PORT or console:NAME")
        String host() default "none";

        /** The crystal. */
        @AttributeDefinition(description = "Frequency of the input clock in hertz, 1 to 1000000000")
        long clockHz() default 1_843_200;

        /** Whether the baud rate matters. */
        @AttributeDefinition(description = "Whether each character takes its time at the programmed baud rate")
        boolean paced() default false;

        /** Who holds whom. */
        @AttributeDefinition(description = "Handshake with the host: none or rtscts")
        String flow() default "none";
    }

    /**
     * Makes the device.
     *
     * @param streams opens the host's side
     * @param config  the options; read when the device is plugged in
     */
    @Activate
    public PciSerialComponent(@Reference HostStreams streams, Config config) {
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
        return new SerialPort(streams, config.host(), config.flow(),
                new UartOptions(config.clockHz(), config.paced(), false, 1), "intx");
    }
}
