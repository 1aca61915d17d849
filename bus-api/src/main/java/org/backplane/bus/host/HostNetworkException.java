package org.backplane.bus.host;

/**
 * A card cannot be plugged into a network; the message is one line for a user and names the network.
 *
 * @since 1.1
 */
public final class HostNetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line
     */
    public HostNetworkException(String message) {
        super(message);
    }
}
