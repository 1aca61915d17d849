package org.backplane.bus.host;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps small files on the host: the memory of a card that a battery feeds. The service is there wherever a machine runs.
 *
 * <p>A file is read when it is opened and written as a whole, in the background, each time something new is saved. Whoever
 * opens it again gets what was saved last, written or not. When the service stops it first writes what it has accepted.
 */
@ProviderType
public interface HostFiles {
    /**
     * Opens a file and reads it. Any thread; waits for the host.
     *
     * @param path   the file; it need not exist
     * @param failed gets one line when the file cannot be written, once until it can be again; called on a thread of the
     *               host's
     * @return the open file
     * @throws HostFileException if there is a file that cannot be read, or the path has no meaning
     */
    HostFile open(String path, Consumer<String> failed);
}
