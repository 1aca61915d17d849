package org.backplane.device.acpi.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.Drives;
import org.backplane.bus.annotation.PassesTck;
import org.backplane.bus.annotation.PortRanges;
import org.backplane.bus.annotation.Senses;
import org.backplane.bus.pci.PciFunction;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateSchema;
import org.backplane.device.acpi.internal.pm.PmOptions;
import org.backplane.device.acpi.internal.pm.PmState;
import org.backplane.device.acpi.internal.pm.PowerManagement;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The power management function of a PC, function 3 of the PIIX at device 1. In a machine without PCI set {@code bus.pci}
 * to an empty text: the block then answers at {@code base}. A card with events of its own drives one of the pins {@code gpe0}
 * to {@code gpe15}, which {@code bus.senses} solders to a line; {@code gpe1} is the PCI hot-plug controller's.
 */
@Component(name = "org.backplane.device.acpi", configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = AcpiComponent.Config.class)
@PortRanges(port = {"+0x40", "0xafe0-0xafe3", "0xb2-0xb3"}, port_name = {"pm", "gpe0", "apm"},
        port_valid = {"1,2,4", "1,2,4", "1,2"}, port_implemented = {"1,2,4", "1", "1"})
@PciFunction(pci = "1.3", pci_vendor = 0x8086, pci_device = 0x7113, pci_class = 0x068000, pci_revision = 3,
        pci_subsystem_vendor = 0x1af4, pci_subsystem = 0x1100, pci_pin = 1, pci_status = 0x0280)
@Drives("sci=irq9")
@Senses("gpe1=" + HotPlugComponent.LINE)
@DeviceKind(value = "power-management", model = "PIIX4")
@PassesTck(level = 1)
public final class AcpiComponent implements Device {
    private static final int BASE_ALIGNMENT = 0x40;
    private static final int PORTS = 0x10000;

    private final Config config;

    /** The options of power management, beside its ports and lines. */
    @ObjectClassDefinition(name = "ACPI power management", description = "PIIX4 power management and ACPI tables")
    public @interface Config {
        /** Where it is plugged in. */
        @AttributeDefinition(description = "Place on the PCI bus, device.function; empty for a machine without PCI")
        String bus_pci() default "1.3";

        /** Where the block is. */
        @AttributeDefinition(description = "Port of the block of PM registers, a multiple of 40h: where it answers without"
                + " PCI, and what the ACPI tables say. With PCI firmware puts it there: SeaBIOS to 600h")
        int base() default 0x600;

        /** Whether there is SMM. */
        @AttributeDefinition(description = "Whether the machine has system management mode. If not, firmware is told that it"
                + " is set up already, because SeaBIOS would wait for its SMI handler for ever")
        boolean smm() default false;

        /** Whether there are tables. */
        @AttributeDefinition(description = "Whether firmware gets ACPI tables that describe this machine")
        boolean tables() default true;
    }

    /**
     * Makes the device.
     *
     * @param config the options; read when the device is plugged in
     */
    @Activate
    public AcpiComponent(Config config) {
        this.config = config;
    }

    @Override
    public Card plug(Wires wires) {
        return new PowerManagement(wires, options());
    }

    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(PmState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new PowerManagement(wires, options(), state.values().to(PmState.class));
    }

    private PmOptions options() {
        int base = config.base();
        if (base <= 0 || base >= PORTS || base % BASE_ALIGNMENT != 0) {
            throw new IllegalArgumentException(
                    String.format("base: %#x is no port from 0x40 to 0xffc0 that is a multiple of 0x40", base));
        }
        boolean pci = !config.bus_pci().isEmpty();
        return new PmOptions(pci, base, config.smm(), config.tables());
    }
}
