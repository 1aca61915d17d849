package org.backplane.bus.host;

import java.util.List;
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

    /**
     * What is open at this moment, with copies of what overlays have taken. Nobody writes meanwhile: machine thread.
     *
     * @return one entry each, in the order in which they were opened
     * @throws HostStreamException if the host fails
     * @since 1.1
     */
    default List<DiskSnapshot> snapshot() {
        return List.of();
    }

    /**
     * Gives the next one who opens an overlay by the name, and as the user, of such a disk what that one had taken. Of several
     * that are alike the first one goes first. Any thread.
     *
     * @param disks what another {@link #snapshot} gave; disks without clusters have no effect
     * @since 1.1
     */
    default void restore(List<DiskSnapshot> disks) {
    }
}
