package org.backplane.bus;

import java.util.NoSuchElementException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A chip that is plugged into a machine: what {@link Device#plug} returns.
 *
 * <p>All methods are called on the machine thread, between two instructions or within an access.
 */
@ConsumerType
public interface Card {
    /**
     * Gives the handler of a declared range. A card that answers all its ranges alike implements {@link RangeHandler}
     * itself and leaves this method alone.
     *
     * @param name the range's name as the service properties declare it; ranges without a name are called
     *             {@code memory0}, {@code memory1}, ... and {@code port0}, {@code port1}, ... in the order of their
     *             declaration
     * @return the handler; a {@link Slab} window gives the processor direct access to the slab's bytes
     * @throws NoSuchElementException if the card has no such range; the slot is then reported as failed, with the name
     */
    default RangeHandler range(String name) {
        if (this instanceof RangeHandler) {
            return (RangeHandler) this;
        }
        throw new NoSuchElementException("no handler for the range '" + name + "'");
    }

    /**
     * Brings the card to the state that its datasheet gives for this reset. Power-on is not announced here:
     * {@link Device#plug} gives that state already.
     *
     * @param kind which reset the machine performs
     */
    default void reset(Reset kind) {
    }

    /**
     * Ends the card's life: its ranges are unmapped and its wires are dead already, so there is nothing to take back.
     * Only host resources (files, sockets) that the card opened remain to be closed.
     */
    default void unplug() {
    }
}
