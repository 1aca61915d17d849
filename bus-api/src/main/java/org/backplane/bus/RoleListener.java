package org.backplane.bus;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of the cards that play a role ({@link Wires#watch}). Called on the machine thread, between two instructions.
 *
 * @param <R> the role: an interface that cards implement
 */
@ConsumerType
public interface RoleListener<R> {
    /**
     * A card that plays the role is plugged in.
     *
     * @param pid  the card's slot
     * @param role the card in this role, good until {@link #removed} names it
     */
    void added(String pid, R role);

    /**
     * The card is about to go, or has failed.
     *
     * @param pid  the card's slot
     * @param role the object that {@link #added} got
     */
    void removed(String pid, R role);
}
