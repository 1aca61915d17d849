package org.backplane.bus.machine;

/** Work handed to {@link Machine#call} failed or was not taken up; the message is one line for a user. */
public final class MachineCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what happened, in one line
     * @param cause   what the work threw, or {@code null} if it never ran
     */
    public MachineCallException(String message, Throwable cause) {
        super(message, cause);
    }
}
