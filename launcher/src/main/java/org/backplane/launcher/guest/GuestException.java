package org.backplane.launcher.guest;

/** A guest cannot be prepared; the message is one line for the user and says what to do instead. */
public final class GuestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GuestException(String message) {
        super(message);
    }
}
