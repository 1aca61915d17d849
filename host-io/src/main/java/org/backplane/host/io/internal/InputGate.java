package org.backplane.host.io.internal;

import org.backplane.bus.host.HostInput;

/** The way to a device's input: one caller at a time, and none once it is closed. */
final class InputGate {
    private final HostInput input;
    private boolean closed;

    InputGate(HostInput input) {
        this.input = input;
    }

    /** Offers bytes; a closed gate swallows them. */
    synchronized int offer(byte[] bytes, int offset, int length) {
        return closed ? length : input.offer(bytes, offset, length);
    }

    synchronized void writable() {
        if (!closed) {
            input.writable();
        }
    }

    synchronized void peer(boolean present) {
        if (!closed) {
            input.peer(present);
        }
    }

    /** After this method has returned the device is not called any more. */
    synchronized void close() {
        closed = true;
    }

    String user() {
        return input.toString();
    }
}
