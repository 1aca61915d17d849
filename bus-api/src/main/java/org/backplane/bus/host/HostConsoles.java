package org.backplane.bus.host;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The consoles that are kept in the process: what devices write to the streams {@code console:NAME}, for as many viewers as
 * like, at any time. The service is there wherever a machine runs. Any thread; no method blocks.
 *
 * @since 1.1
 */
@ProviderType
public interface HostConsoles {
    /**
     * The consoles that a device has opened since the process was started.
     *
     * @return their names, without {@code console:}, sorted
     */
    List<String> names();

    /**
     * Starts looking at a console.
     *
     * @param name    one of {@link #names}
     * @param changed called when there is output to read, or room for input after {@link HostConsole#type} had taken less than
     *                it was given; on any thread, the machine's among them, so it must be quick and must not wait
     * @return the viewer, before the oldest output that is kept
     * @throws HostStreamException if there is no such console
     */
    HostConsole view(String name, Runnable changed);
}
