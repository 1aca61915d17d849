package org.backplane.bus.apic;

/** How an interrupt message is delivered (SDM 3A §10.5.1, figure 10-8; 82093AA §3.2.4). The ordinal is the field's value. */
public enum Delivery {
    /** The interrupt of the vector, for all that are addressed. */
    FIXED,
    /** The interrupt of the vector, for the one of those addressed that does the least important work. */
    LOWEST_PRIORITY,
    /** System management interrupt. */
    SMI,
    /** Has no meaning. */
    RESERVED,
    /** Non-maskable interrupt. */
    NMI,
    /** Restarts the processor. */
    INIT,
    /** Lets a processor that waits for it begin; the vector is the page. */
    START_UP,
    /** The interrupt of an external controller such as the 8259A, which gives the vector in an acknowledge cycle. */
    EXT_INT;

    private static final Delivery[] BY_CODE = values();

    /**
     * Decodes the field.
     *
     * @param code the three bits; those above are ignored
     * @return the delivery mode
     */
    public static Delivery of(int code) {
        return BY_CODE[code & BY_CODE.length - 1];
    }
}
