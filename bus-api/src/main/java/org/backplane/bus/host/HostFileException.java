package org.backplane.bus.host;

/** A host file cannot be read; the message is one line for a user and names the file. */
public final class HostFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line, with the file's name
     * @param cause   what the host said
     */
    public HostFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
