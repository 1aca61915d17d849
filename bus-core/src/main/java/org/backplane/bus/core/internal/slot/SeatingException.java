package org.backplane.bus.core.internal.slot;

/** A card could not be plugged in or does not have the handlers it declares; the message says why in one line. */
final class SeatingException extends Exception {
    private static final long serialVersionUID = 1L;

    SeatingException(String message) {
        super(message, null, false, false);
    }
}
