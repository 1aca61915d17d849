package org.backplane.bus.apic;

import org.backplane.bus.InterruptAcknowledge;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The role of the local APIC of a machine's processor. It drives the processor's {@code intr} and {@code nmi} pins and
 * answers the interrupt acknowledge cycle before any other controller does. A machine has one or none; the processor asks
 * it for what CPUID and the model-specific register IA32_APIC_BASE say of it. Machine thread only.
 */
@ConsumerType
public interface LocalApic extends InterruptAcknowledge {
    /** The bit of IA32_APIC_BASE that enables the APIC (SDM 3A §10.4.3). */
    long BASE_ENABLE = 1L << 11;

    /** The bit of IA32_APIC_BASE that says that the processor is the bootstrap processor. */
    long BASE_BSP = 1L << 8;

    /**
     * The APIC ID after reset, which CPUID tells.
     *
     * @return 0 to 254
     */
    int initialId();

    /**
     * Reads IA32_APIC_BASE.
     *
     * @return the address of the register page, {@link #BASE_ENABLE} and {@link #BASE_BSP}
     */
    long base();

    /**
     * Whether {@link #BASE_ENABLE} is set.
     *
     * @return whether it is
     */
    default boolean enabled() {
        return (base() & BASE_ENABLE) != 0;
    }

    /**
     * Writes IA32_APIC_BASE. While {@link #BASE_ENABLE} is clear the processor is one without a local APIC.
     *
     * @param value the value, which the processor has found to have no reserved bit set
     */
    void base(long value);

    /**
     * Takes a message from outside.
     *
     * @param message the message
     * @return whether this APIC has accepted it; {@code false} if it was for somebody else
     */
    boolean deliver(InterruptMessage message);
}
