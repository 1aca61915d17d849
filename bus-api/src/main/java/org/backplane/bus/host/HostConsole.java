package org.backplane.bus.host;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One viewer of a console. A device never waits for its viewers: what one of them has not read when newer output needs the
 * room is lost to it, and {@link #missed} says so. One thread at a time; no method blocks.
 *
 * @since 1.1
 */
@ProviderType
public interface HostConsole extends AutoCloseable {
    /**
     * Reads on.
     *
     * @param into takes the output, as much as there is or fits
     * @return how many bytes; 0 if there are none at this moment
     */
    int read(byte[] into);

    /**
     * How much output was lost right before what {@link #read} gave last.
     *
     * @return bytes; 0 if there is no gap
     */
    long missed();

    /**
     * Types something. While no device has the console open, it is lost, as on a cable that is not plugged in.
     *
     * @param bytes  holds the bytes
     * @param offset index of the first one
     * @param length how many
     * @return how many were taken, from the first on; if it is fewer, the viewer is told when there is room
     */
    int type(byte[] bytes, int offset, int length);

    /** Stops looking; the viewer is not told anything any more. */
    @Override
    void close();
}
