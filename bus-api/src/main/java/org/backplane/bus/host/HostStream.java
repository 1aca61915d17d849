package org.backplane.bus.host;

import org.osgi.annotation.versioning.ProviderType;

/** An open stream of bytes on the host. Any thread; no method blocks. */
@ProviderType
public interface HostStream extends AutoCloseable {
    /**
     * Gives bytes to the host, in order. While a {@code tcp} stream has no peer they are lost, as on a cable that is
     * not plugged in.
     *
     * @param bytes  holds the bytes
     * @param offset index of the first one
     * @param length how many
     * @return how many the host took, from the first on; if it is fewer, {@link HostInput#writable} follows
     */
    int write(byte[] bytes, int offset, int length);

    /** The device can take input again after {@link HostInput#offer} had accepted less than it was given. */
    void resume();

    /**
     * What is open, for listings: {@code tcp:0} with the port that was found, for instance.
     *
     * @return the name
     */
    String name();

    /**
     * Closes the stream: the input is not called again, and later writes are taken and forgotten. What was accepted is
     * still written, without the caller waiting for it. Closing twice has no effect.
     */
    @Override
    void close();

    /**
     * Leaves the stream open, instead of closing it, for the next one who opens it by the same name and as the same user
     * ({@code toString} of the input): that one gets this very stream, with what the host has not taken yet and with what
     * waits to be offered. The input is not called again. If nobody comes within ten seconds the stream is closed.
     */
    default void handOver() {
        close();
    }
}
