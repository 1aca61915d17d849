package org.backplane.bus.processor;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A processor that can be plugged into a machine; the service that a processor bundle registers. Like a device it
 * declares its machine and its pins ({@code nmi}, {@code intr}, {@code a20}) by the service properties in
 * {@link org.backplane.bus.BusProperties}. A machine takes one processor; a second one is parked.
 */
@ConsumerType
public interface Processor {
    /**
     * Builds the processor in its power-on state. Called on the machine thread.
     *
     * @param socket the pins and the two address spaces
     * @return the processor
     */
    ProcessorCore plug(ProcessorSocket socket);
}
