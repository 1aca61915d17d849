package org.backplane.device.edu.internal;

import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.Wires;
import org.backplane.bus.annotation.DeviceKind;
import org.backplane.bus.annotation.PassesTck;
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
 * The educational device as a PCI function (QEMU edu "PCI specs"; revision, class, subsystem and pin as measured on QEMU 7.2).
 *
 * <p>The policy is {@code OPTIONAL}: the bundle alone makes a card, in the first free place. A configuration changes it; factory
 * configurations {@code org.backplane.device.edu~NAME} make one card each instead.
 */
@Component(name = EduComponent.PID, configurationPolicy = ConfigurationPolicy.OPTIONAL)
@Designate(ocd = EduComponent.Config.class, factory = true)
@PciFunction(pci = "auto", pci_vendor = 0x1234, pci_device = 0x11e8, pci_revision = 0x10, pci_class = 0x00ff00,
        pci_subsystem_vendor = 0x1af4, pci_subsystem = 0x1100, pci_pin = 1, pci_messages = 1,
        pci_bars = "0:mem+1M", pci_bars_valid = "4,8")
@DeviceKind(value = "example", model = "edu")
@PassesTck(level = 1)
public final class EduComponent implements Device {
    static final String PID = "org.backplane.device.edu";

    /** Fewer address lines would not reach past a page. */
    private static final int LEAST_DMA_BITS = 12;

    private final int dmaBits;

    /** The options of the card, beside its place. */
    @ObjectClassDefinition(name = "Educational device", description = "QEMU's edu device: registers, interrupts and DMA to"
            + " practise with")
    public @interface Config {
        /** How far its DMA reaches. */
        @AttributeDefinition(description = "Address lines of the DMA, 12 to 64. With the 28 of the original a driver has to say"
                + " that the card reaches 256 MiB only")
        int dmaBits() default 28;
    }

    /**
     * Makes the device.
     *
     * @param config the options
     */
    @Activate
    public EduComponent(Config config) {
        dmaBits = config.dmaBits();
    }

    /** A bad option is said here, in one line: the slot is reported as failed with it, and the machine runs on. */
    @Override
    public Card plug(Wires wires) {
        return new EduCard(wires, addressMask());
    }

    /** The state of a card is worth something only to a card that says which schema it can start from. */
    @Override
    public Optional<StateSchema> keeps() {
        return Optional.of(EduState.SCHEMA);
    }

    @Override
    public Card plug(Wires wires, DeviceState state) {
        return new EduCard(wires, addressMask(), state.values().to(EduState.Saved.class));
    }

    private long addressMask() {
        if (dmaBits < LEAST_DMA_BITS || dmaBits > Long.SIZE) {
            throw new IllegalArgumentException("dmaBits: " + dmaBits + " is not from " + LEAST_DMA_BITS + " to " + Long.SIZE);
        }
        return -1L >>> Long.SIZE - dmaBits;
    }
}
