package org.backplane.bus.annotation;

/**
 * The namespaces of capabilities by which bundles compose a machine; {@code docs/capabilities.md} describes them. Requirements
 * in them have the effective time {@link #ASSEMBLY}: they count when a machine is put together, and wire no bundle to another at
 * run time, so that the update of one device never takes others with it.
 *
 * @since 1.1
 */
public final class Capabilities {
    /**
     * A bus that devices are plugged into; the attribute of this name says which: {@value #MEMORY}, {@value #PORT} or
     * {@value #PCI}. The fabric provides the first two, a host bridge the third.
     */
    public static final String BUS = "org.backplane.bus";

    /** {@link #BUS}: the memory space. */
    public static final String MEMORY = "memory";

    /** {@link #BUS}: the port space. */
    public static final String PORT = "port";

    /** {@link #BUS}: PCI. Its attribute {@code slots} is the number of device numbers. */
    public static final String PCI = "pci";

    /** A kind of device; the attribute of this name says which, {@code model} the part. See {@link DeviceKind}. */
    public static final String DEVICE = "org.backplane.device";

    /** Conformance; the attribute {@code level} is the level of the conformance kit that was passed. See {@link PassesTck}. */
    public static final String TCK = "org.backplane.tck";

    /** When requirements in these namespaces count. */
    public static final String ASSEMBLY = "active";

    private Capabilities() {
    }
}
