package org.backplane.bus.state;

import java.util.regex.Pattern;

/** A state that cannot be used: a value is missing or of another type, its schema is unknown, its bytes are damaged. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\u2028\u2029]");

    /**
     * Makes the exception.
     *
     * @param message what is wrong, in one line; what does not print in it, from damaged bytes say, becomes a question mark
     */
    public StateException(String message) {
        super(UNPRINTABLE.matcher(message).replaceAll("?"));
    }
}
