package org.backplane.bus.core.internal.declare;

/** A property says something that cannot be wired. The message is one line for whoever wrote the configuration. */
public final class DeclarationException extends Exception {
    private static final long serialVersionUID = 1L;

    private DeclarationException(String message) {
        super(message, null, false, false);
    }

    /** Quotes the value as far as it is of a sensible length. */
    static DeclarationException of(String property, Object value, String why) {
        String text = String.valueOf(value);
        String quoted = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return new DeclarationException(property + ": '" + quoted + "' " + why);
    }
}
