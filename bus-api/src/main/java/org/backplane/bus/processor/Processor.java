package org.backplane.bus.processor;

import java.util.Optional;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateSchema;
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

    /**
     * The schema of the state that it can start from. Its cores tell {@link ProcessorCore#state}.
     *
     * @return the schema; empty if it always starts in its power-on state
     * @since 1.1
     */
    default Optional<StateSchema> keeps() {
        return Optional.empty();
    }

    /**
     * Builds the processor in a state that another one had. Called instead of {@link #plug(ProcessorSocket)}; the memory of the
     * other cards may not be there yet, so nothing is read from it before {@link ProcessorCore#run}.
     *
     * @param socket the pins and the two address spaces
     * @param state  a state of the schema that {@link #keeps} names
     * @return the processor
     * @throws StateException if the state cannot be that of this processor
     * @since 1.1
     */
    default ProcessorCore plug(ProcessorSocket socket, DeviceState state) {
        throw new StateException("the processor does not start from a state");
    }
}
