package org.backplane.bus.host;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Opens disk images on the host by name. The service is there wherever a machine runs.
 *
 * <p>Names: {@code PATH}, a raw image that is read and written, or only read if the host allows no more;
 * {@code overlay:PATH}, an image that is only read while what is written lives as long as the disk is open;
 * {@code readonly:PATH}. An image that is written has one user at a time.
 */
@ProviderType
public interface HostDisks {
    /**
     * Opens an image. Any thread.
     *
     * @param name one of the names above
     * @param user who opens it, for messages
     * @return the open image
     * @throws HostStreamException if it cannot be opened or has a user already
     */
    HostDisk open(String name, String user);
}
