package org.backplane.device.kbd.internal;

/** What is at the other end of a PS/2 cable, as the wire sees it: bytes that it would send, and bytes that it gets. */
interface SerialDevice {
    /** Whether it would send a byte now. */
    boolean hasByte();

    /** The byte that it would send; it keeps it until {@link #accepted}, because the controller may stop it. */
    int nextByte();

    /** The controller has taken the whole byte. */
    void accepted();

    /** A byte from the controller has arrived. */
    void receive(int value);
}
