package org.backplane.bus.host;

import org.osgi.annotation.versioning.ProviderType;

/** A small file on the host that is read and written as a whole. Any thread; no method blocks. */
@ProviderType
public interface HostFile extends AutoCloseable {
    /**
     * What the file holds: what was saved last, or else what was found.
     *
     * @return the bytes; the caller owns them. None if there is no file
     */
    byte[] contents();

    /**
     * Accepts new contents. They replace the file as a whole, so that a host that fails meanwhile leaves the old or the
     * new file; contents that are replaced before they were written need not be written.
     *
     * @param contents the bytes; the caller may go on changing them
     */
    void save(byte[] contents);

    /** Ends the use: failures are not told any more. What was accepted is still written, without the caller waiting. */
    @Override
    void close();
}
