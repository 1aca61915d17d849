package org.backplane.bus.core.internal.declare;

import org.backplane.bus.BusProperties;

/**
 * The two address spaces of a machine. A physical address has at most 52 bits (SDM 3A, "Enumeration of Paging Features
 * by CPUID": MAXPHYADDR); a port has 16 (SDM 1, "I/O Address Space").
 */
public enum SpaceKind {
    /** Physical addresses. */
    MEMORY("memory", BusProperties.MEMORY, 52),
    /** I/O ports. */
    PORT("port", BusProperties.PORT, 16);

    private final String text;
    private final String property;
    private final int addressBits;

    SpaceKind(String text, String property, int addressBits) {
        this.text = text;
        this.property = property;
        this.addressBits = addressBits;
    }

    /** The name in DTOs and service properties. */
    public String text() {
        return text;
    }

    /** The service property that declares ranges of this space. */
    public String property() {
        return property;
    }

    /** The number of bits of an address that ranges can be declared for. */
    public int addressBits() {
        return addressBits;
    }

    /** The last address that a range can have. */
    public long lastAddress() {
        return (1L << addressBits) - 1;
    }
}
