package org.backplane.bus.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes the bytes that come from the host. Called on a thread of the host's, never on the machine thread, and never by
 * two threads at once.
 *
 * <p>{@code toString} names the user of the stream, best by the slot's name ({@code Wires.pid}): it tells who has
 * {@code stdio} when somebody else asks for it.
 */
@ConsumerType
public interface HostInput {
    /**
     * Makes the input of a device that has only output: it accepts and forgets what the host sends.
     *
     * @param user the user of the stream, for messages
     * @return the input
     */
    static HostInput ignored(String user) {
        return new IgnoredInput(user);
    }

    /**
     * Offers bytes. Whatever is not accepted stays with the host, which offers it again after
     * {@link HostStream#resume}: back-pressure reaches the peer.
     *
     * @param bytes  holds the bytes; valid only during the call
     * @param offset index of the first one
     * @param length how many, at least one
     * @return how many were accepted, from the first on
     */
    int offer(byte[] bytes, int offset, int length);

    /** The host can take output again after {@link HostStream#write} had accepted less than it was given. */
    void writable();

    /**
     * A peer came or went: the carrier of a modem. Streams without peers say {@code true} once when they open.
     *
     * @param present whether somebody is at the other end
     */
    void peer(boolean present);
}
