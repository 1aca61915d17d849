package org.backplane.host.io.internal;

import org.backplane.bus.host.HostInput;

/**
 * The way to a device's input: one caller at a time, and none once it is closed. A gate whose device has left accepts
 * nothing and remembers what the next one has to be told.
 */
final class InputGate {
    private HostInput input;
    private String user;
    private boolean peer;
    private boolean closed;
    /** How often a device has left. */
    private long departures;

    InputGate(HostInput input) {
        connect(input);
    }

    /** Offers bytes; a closed gate swallows them. */
    synchronized int offer(byte[] bytes, int offset, int length) {
        if (closed) {
            return length;
        }
        return input == null ? 0 : input.offer(bytes, offset, length);
    }

    synchronized void writable() {
        if (!closed && input != null) {
            input.writable();
        }
    }

    synchronized void peer(boolean present) {
        peer = present;
        announce();
    }

    private void announce() {
        if (!closed && input != null) {
            input.peer(peer);
        }
    }

    /** After this method has returned the device is not called any more. */
    synchronized void close() {
        closed = true;
        input = null;
        notifyAll();
    }

    /** As {@link #close}, but another device may come. */
    synchronized void leave() {
        input = null;
        departures++;
        notifyAll();
    }

    /** Whether the device has left, and a device of this name may take its place. */
    synchronized boolean isLeftFor(String next) {
        return !closed && input == null && user.equals(next);
    }

    /** Leads to another device. */
    synchronized void connect(HostInput next) {
        input = next;
        user = next.toString();
        notifyAll();
    }

    /** Tells the device that has come what it missed. */
    synchronized void catchUp() {
        announce();
        writable();
    }

    /** Which departure of a device was the last one. */
    synchronized long departure() {
        return departures;
    }

    /** Waits for the device that comes after a departure; says whether none came. */
    synchronized boolean awaitNobody(long departure, long nanos) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + nanos;
        long leftMillis = nanos / 1_000_000;
        while (input == null && !closed && departures == departure && leftMillis > 0) {
            wait(leftMillis);
            leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        }
        return input == null && !closed && departures == departure;
    }

    String user() {
        return user;
    }
}
