package org.backplane.bus.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The network's end of a card's cable. Any thread; no method blocks.
 *
 * <p>A frame is an Ethernet frame from the destination address to the last byte of the data, without preamble and frame check
 * sequence (IEEE 802.3 §3.1). It need not have the minimum length.
 *
 * @since 1.1
 */
@ConsumerType
public interface NetworkCable extends AutoCloseable {
    /** The longest frame that a cable carries, in bytes: a jumbo frame of 9,000 bytes of data with its header and a VLAN tag. */
    int LONGEST_FRAME = 9018;

    /**
     * Gives a frame to the network, which may lose it as networks do, but keeps the order.
     *
     * @param bytes  holds the frame; valid only during the call
     * @param offset index of its first byte
     * @param length its length, 14 to {@link #LONGEST_FRAME} bytes
     * @return whether the network took it; if not, {@link NetworkPort#writable} follows and the card sends the frame again
     */
    boolean send(byte[] bytes, int offset, int length);

    /** The card can take frames again after {@link NetworkPort#receive} had refused one. */
    void resume();

    /**
     * Unplugs the card: the port is not called again when this method has returned, frames that wait are lost, and later ones
     * are taken and forgotten. Closing twice has no effect.
     */
    @Override
    void close();

    /**
     * Leaves the cable hanging, instead of unplugging it, for the next card of the same name: what waits in it is not lost.
     * The port is not called again when this method has returned. If nobody comes within ten seconds the cable is unplugged.
     */
    default void handOver() {
        close();
    }
}
