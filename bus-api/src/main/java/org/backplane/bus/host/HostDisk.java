package org.backplane.bus.host;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An open disk image. Reads and writes are complete when they return; the host may keep what was written in its cache until
 * {@link #flush}. One thread at a time.
 */
@ProviderType
public interface HostDisk extends AutoCloseable {
    /**
     * The length.
     *
     * @return bytes, a multiple of 512; if the image ends within a sector, that reads as if zeroes followed and cannot be
     *         written
     */
    long lengthBytes();

    /**
     * Whether the disk takes writes.
     *
     * @return {@code false} for {@code readonly:} and files that the host does not let us write
     */
    boolean isWritable();

    /**
     * Reads.
     *
     * @param position offset of the first byte
     * @param into     takes the bytes
     * @param offset   index of the first one
     * @param length   how many
     * @throws IOException               if the host fails; the message is one line
     * @throws IndexOutOfBoundsException if they do not lie in the disk or the array
     */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    /**
     * Writes; when it returns the bytes are read back by everybody.
     *
     * @param position offset of the first byte
     * @param from     holds the bytes
     * @param offset   index of the first one
     * @param length   how many
     * @throws IOException               if the host fails or the disk takes no writes; the message is one line
     * @throws IndexOutOfBoundsException if they do not lie in the disk or the array
     */
    void write(long position, byte[] from, int offset, int length) throws IOException;

    /**
     * Returns when everything that was written is safe from a failure of the host's power.
     *
     * @throws IOException if the host fails
     */
    void flush() throws IOException;

    /**
     * The name it was opened by.
     *
     * @return the name
     */
    String name();

    /** Closes the image; what an overlay has taken is forgotten. Closing twice has no effect. */
    @Override
    void close();

    /**
     * Leaves the image open, instead of closing it, for the next one who opens it by the same name and as the same user: that
     * one gets this very image, locked as it was and with what was written to its overlay. This object is closed for the one
     * who had it. If nobody comes within ten seconds the image is closed.
     *
     * <p>A device that has opened an image to go on with the state of another one, and then fails, leaves it like this too: the
     * other one will want it back.
     *
     * @since 1.1
     */
    default void handOver() {
        close();
    }
}
