package org.backplane.bus.apic;

import org.osgi.annotation.versioning.ConsumerType;

/** The role of an I/O APIC, as local APICs know it. Machine thread only. */
@ConsumerType
public interface IoApic {
    /**
     * The guest has ended a level-triggered interrupt (SDM 3A §10.8.5). May be called from within {@link LocalApic}'s
     * handling of an access, and may send a message at once.
     *
     * @param vector its vector, 16 to 255
     */
    void endOfInterrupt(int vector);
}
