package org.backplane.bus.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The card's end of its cable. Called on a thread of the network's, never on the machine thread, and never by two threads at
 * once. {@code toString} gives the slot's name ({@code Wires.pid}), by which a network knows a card that comes back.
 *
 * @since 1.1
 */
@ConsumerType
public interface NetworkPort {
    /**
     * Offers a frame, in the form that {@link NetworkCable} describes. One that is refused stays with the network, which offers
     * it again after {@link NetworkCable#resume}: a card without room holds its network up, as with PAUSE frames (IEEE 802.3
     * annex 31B).
     *
     * @param bytes  holds the frame; valid only during the call
     * @param length its length in bytes, from the first on
     * @return whether the card took it
     */
    boolean receive(byte[] bytes, int length);

    /** The network takes frames again after {@link NetworkCable#send} had refused one. */
    void writable();

    /**
     * The link comes up or goes down. It is down until the network says otherwise.
     *
     * @param up whether the network is there
     */
    void link(boolean up);
}
