package org.backplane.bus;

import java.util.List;
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

    /**
     * Keeps a list of the cards that play a role now, in the order of their arrival.
     *
     * @param present where they are kept; whoever calls them goes through a copy, as a card may go meanwhile
     * @param <R>     the role
     * @return the listener
     * @since 1.1
     */
    static <R> RoleListener<R> keeping(List<? super R> present) {
        return new RoleListener<>() {
            @Override
            public void added(String pid, R role) {
                present.add(role);
            }

            @Override
            public void removed(String pid, R role) {
                present.remove(role);
            }
        };
    }
}
