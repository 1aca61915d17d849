package org.backplane.bus;

import java.util.Optional;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateSchema;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A device that can be plugged into a machine; the service that a device bundle registers.
 *
 * <p>The service properties declare the ranges, lines and machine ({@link BusProperties}); the component property
 * types in {@link org.backplane.bus.annotation} set their defaults and Configuration Admin overrides them. The
 * {@code service.pid} of the component names the <em>slot</em>, the identity that outlives the device's code, so each
 * factory configuration ({@code pid~name}) is a device of its own.
 */
@ConsumerType
public interface Device {
    /**
     * Builds the card in its power-on state with the given wires attached.
     *
     * <p>Called on the machine thread, between two instructions. The ranges are mapped after this method has returned
     * and {@link Card#range} has given a handler for each of them; if either throws, nothing is mapped and the slot is
     * reported as failed.
     *
     * @param wires everything the card may reach; each handle goes dead when the card is unplugged
     * @return the card, never {@code null}
     */
    Card plug(Wires wires);

    /**
     * The schema of the state that this device can start from. Its cards implement
     * {@link org.backplane.bus.state.StateKeeper}.
     *
     * @return the schema; empty if the device always starts in its power-on state
     */
    default Optional<StateSchema> keeps() {
        return Optional.empty();
    }

    /**
     * Builds the card in a state that the card of another revision, or of this one, had. Called instead of
     * {@link #plug(Wires)} when a device of the same slot was replaced under a running guest; otherwise the same holds.
     *
     * <p>The guest has not executed anything since the state was taken and virtual time has stood. A slab of the same name
     * and length has its contents still. Output pins reach their lines when this method has returned, with the level that
     * the card gives them here; until then the lines keep theirs. Timers are armed by the card.
     *
     * @param wires everything the card may reach
     * @param state a state of the schema that {@link #keeps} names
     * @return the card, never {@code null}
     * @throws StateException if the state cannot be that of this device; the old revision then comes back if there is one
     */
    default Card plug(Wires wires, DeviceState state) {
        throw new StateException("the device does not start from a state");
    }
}
