package org.backplane.bus.processor;

import org.backplane.bus.AddressSpace;
import org.backplane.bus.Wires;
import org.osgi.annotation.versioning.ProviderType;

/** What a processor is plugged into: its pins and both address spaces. Machine thread only. */
@ProviderType
public interface ProcessorSocket extends Wires {
    /**
     * The memory space.
     *
     * @return physical memory, with direct access to slabs
     */
    PhysicalMemory memory();

    /**
     * The port space.
     *
     * @return the ports
     */
    AddressSpace ports();

    /**
     * Runs an interrupt acknowledge cycle.
     *
     * @return the vector that the interrupt controller gives, 0 to 255; 255 if there is no controller
     */
    int acknowledgeInterrupt();
}
