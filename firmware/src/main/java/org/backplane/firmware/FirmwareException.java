package org.backplane.firmware;

/** A ROM image or a kernel cannot be used; the message is one line for a user and names the file. */
public final class FirmwareException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line, with the file's name
     */
    public FirmwareException(String message) {
        super(message);
    }

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line, with the file's name
     * @param cause   what the host said
     */
    public FirmwareException(String message, Throwable cause) {
        super(message, cause);
    }
}
