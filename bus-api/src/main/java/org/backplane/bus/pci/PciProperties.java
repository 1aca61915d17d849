package org.backplane.bus.pci;

/**
 * The service properties by which a {@link org.backplane.bus.Device} says that it is a PCI function. Numbers are written as
 * in {@link org.backplane.bus.BusProperties}; the component property type {@link PciFunction} gives the defaults.
 */
public final class PciProperties {
    /**
     * Where the function is plugged in: {@code auto} for the first free device number, or {@code device.function} such as
     * {@code 4.0}, the device in hexadecimal. Its presence makes the device a PCI function; an empty text makes it none, for
     * a chip that exists as an ISA card too.
     */
    public static final String ADDRESS = "bus.pci";

    /** The bus: absent or empty for the root bus, otherwise the PID of a PCI-to-PCI bridge. */
    public static final String BUS = "bus.pci.bus";

    /** Vendor ID, 16 bits. */
    public static final String VENDOR = "bus.pci.vendor";

    /** Device ID, 16 bits. */
    public static final String DEVICE = "bus.pci.device";

    /** Class code, 24 bits: base class, sub-class, programming interface. */
    public static final String CLASS = "bus.pci.class";

    /** Revision ID, 8 bits; 0 if absent. */
    public static final String REVISION = "bus.pci.revision";

    /** Subsystem vendor ID, 16 bits; 0 if absent. */
    public static final String SUBSYSTEM_VENDOR = "bus.pci.subsystem.vendor";

    /** Subsystem ID, 16 bits; 0 if absent. */
    public static final String SUBSYSTEM = "bus.pci.subsystem";

    /** The interrupt pin that the card drives as {@code intx}: 0 for none (the default) or 1 to 4 for INTA# to INTD#. */
    public static final String PIN = "bus.pci.pin";

    /**
     * Base address registers, {@code index:kind+length}: {@code "0:mem+1M"}, {@code "0:mem64+16M"},
     * {@code "0:mem-prefetch+16M"}, {@code "4:io+16"}, {@code "rom+64K"}. The range that answers there is called
     * {@code bar0} and so on, {@code rom}. A 64-bit register takes the next index too. In memory these ranges have the
     * priority -200: the bridge passes on to the bus only what nothing in front of it answers, RAM first of all.
     */
    public static final String BARS = "bus.pci.bars";

    /**
     * Widths that the handlers of the base address registers want to see, as {@link
     * org.backplane.bus.BusProperties#IMPLEMENTED}; one element for each of {@link #BARS}, or one for all.
     */
    public static final String BARS_IMPLEMENTED = "bus.pci.bars.implemented";

    /** Widths that the guest may use there, as {@link org.backplane.bus.BusProperties#VALID}. */
    public static final String BARS_VALID = "bus.pci.bars.valid";

    /** Memory types that accesses there should be made with, as {@link org.backplane.bus.BusProperties#TYPE}. */
    public static final String BARS_TYPE = "bus.pci.bars.type";

    /** How many messages the function can send by MSI; 0 (the default) for no MSI capability, or a power of two up to 32. */
    public static final String MESSAGES = "bus.pci.messages";

    /** Whether the header type says that the device has several functions; {@code false} if absent. */
    public static final String MULTIFUNCTION = "bus.pci.multifunction";

    /**
     * Bits of the status register that are hard-wired to 1, out of 66 MHz (20h), fast back-to-back (80h) and DEVSEL# timing
     * (0600h; 0200h is medium); 0 if absent. They only say how fast the card is on a bus of wires.
     */
    public static final String STATUS = "bus.pci.status";

    private PciProperties() {
    }
}
