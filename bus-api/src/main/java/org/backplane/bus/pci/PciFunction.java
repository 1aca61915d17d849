package org.backplane.bus.pci;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.backplane.bus.annotation.Capabilities;
import org.backplane.bus.annotation.RequireBus;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Makes a device a PCI function: its place, identity and base address registers. Each member is the service property of the
 * same name in {@link PciProperties}, with {@code _} for the dot; a member that is not given leaves the property absent.
 *
 * <pre>
 * &#64;Component(configurationPid = "com.example.dice")
 * &#64;PciFunction(pci = "auto", pci_vendor = 0x1234, pci_device = 0x5678, pci_class = 0xff0000,
 *         pci_bars = "0:mem+4K", pci_pin = 1)
 * public final class DiceComponent implements Device { ... }
 * </pre>
 */
@ComponentPropertyType
@RequireBus
@Requirement(namespace = Capabilities.BUS, name = Capabilities.PCI, effective = Capabilities.ASSEMBLY)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface PciFunction {
    /** What every property name here starts with. */
    String PREFIX_ = "bus.";

    /**
     * Where it is plugged in.
     *
     * @return {@link PciProperties#ADDRESS}
     */
    String pci() default "auto";

    /**
     * The vendor ID.
     *
     * @return {@link PciProperties#VENDOR}
     */
    int pci_vendor();

    /**
     * The device ID.
     *
     * @return {@link PciProperties#DEVICE}
     */
    int pci_device();

    /**
     * The class code.
     *
     * @return {@link PciProperties#CLASS}
     */
    int pci_class();

    /**
     * The revision ID.
     *
     * @return {@link PciProperties#REVISION}
     */
    int pci_revision() default 0;

    /**
     * The subsystem vendor ID.
     *
     * @return {@link PciProperties#SUBSYSTEM_VENDOR}
     */
    int pci_subsystem_vendor() default 0;

    /**
     * The subsystem ID.
     *
     * @return {@link PciProperties#SUBSYSTEM}
     */
    int pci_subsystem() default 0;

    /**
     * The interrupt pin.
     *
     * @return {@link PciProperties#PIN}
     */
    int pci_pin() default 0;

    /**
     * The base address registers.
     *
     * @return {@link PciProperties#BARS}
     */
    String[] pci_bars() default {};

    /**
     * The widths that their handlers want.
     *
     * @return {@link PciProperties#BARS_IMPLEMENTED}
     */
    String[] pci_bars_implemented() default {};

    /**
     * The widths that the guest may use.
     *
     * @return {@link PciProperties#BARS_VALID}
     */
    String[] pci_bars_valid() default {};

    /**
     * The memory types they want.
     *
     * @return {@link PciProperties#BARS_TYPE}
     */
    String[] pci_bars_type() default {};

    /**
     * The number of MSI messages.
     *
     * @return {@link PciProperties#MESSAGES}
     */
    int pci_messages() default 0;

    /**
     * Whether there are several functions.
     *
     * @return {@link PciProperties#MULTIFUNCTION}
     */
    boolean pci_multifunction() default false;

    /**
     * What the status register says of the card's timing.
     *
     * @return {@link PciProperties#STATUS}
     */
    int pci_status() default 0;
}
