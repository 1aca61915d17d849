package org.backplane.bus.host;

/** A host stream cannot be opened; the message is one line for a user and names the stream. */
public final class HostStreamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line, with the stream's name
     * @param cause   what the host said, or {@code null}
     */
    public HostStreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
