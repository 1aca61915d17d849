package org.backplane.bus.state;

/** A state that cannot be used: a value is missing or of another type, its schema is unknown, its bytes are damaged. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line
     */
    public StateException(String message) {
        super(message);
    }
}
