package org.backplane.net.user.internal;

/** The way to the guests. */
interface Link {
    /** Whether there is room for more frames; those of {@link #send} without room are lost. */
    boolean room();

    /** Sends a frame to the station that its first six bytes name. */
    void send(byte[] frame);

    /** The station that has an address; the broadcast station as long as nobody has shown it. */
    long station(int address);
}
