package org.backplane.bus;

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
}
