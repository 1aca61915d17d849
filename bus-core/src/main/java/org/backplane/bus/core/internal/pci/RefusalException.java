package org.backplane.bus.core.internal.pci;

/** A host bridge has no place for a function; the message is the bridge's, in one line. */
public final class RefusalException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusalException(String message) {
        super(message, null, false, false);
    }
}
