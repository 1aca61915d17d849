package org.backplane.bus.host;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens streams of bytes on the host by name. The service is there wherever a machine runs.
 *
 * <p>Names: {@code none}; {@code stdio}, the process's standard input and output; {@code file:PATH}, which is created or
 * emptied and only written; {@code tcp:PORT}, a listening socket on the loopback interface that serves one peer at a
 * time, and {@code tcp:0} for a free port; {@code console:NAME}, a console that is kept in the process for any number of
 * viewers ({@link HostConsoles}). Each of them but {@code none} has one user at a time. {@code stdio} puts a
 * terminal into raw mode as long as it is open: no echo, no line editing; the keys that send signals keep doing so.
 */
@ProviderType
public interface HostStreams {
    /**
     * Opens a stream. Any thread.
     *
     * @param name  one of the names above
     * @param input gets what the host sends; called on a thread of the host's
     * @return the open stream
     * @throws HostStreamException if the name has no meaning, or the resource cannot be opened or has a user already
     */
    HostStream open(String name, HostInput input);
}
