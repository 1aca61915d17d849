package org.backplane.debugger.internal;

/** A packet is not written as the protocol says. */
final class BadPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    BadPacketException() {
        super("malformed packet", null, false, false);
    }
}
