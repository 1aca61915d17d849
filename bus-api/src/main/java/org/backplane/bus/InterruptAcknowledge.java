package org.backplane.bus;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented by a {@link Card} that answers the interrupt acknowledge cycle: the interrupt controller whose output
 * drives the processor's INTR pin. If several cards of a machine implement it, the one that was plugged first answers, a
 * {@link org.backplane.bus.apic.LocalApic} before all others.
 */
@ConsumerType
public interface InterruptAcknowledge {
    /**
     * The processor runs an interrupt acknowledge cycle (INTA#). Machine thread, between two instructions.
     *
     * @return the vector, 0 to 255
     */
    int acknowledge();
}
