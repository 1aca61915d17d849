package org.backplane.bus.host;

import java.time.Instant;
import java.util.List;

/**
 * An open image at one moment: the file, and what an overlay has taken.
 *
 * @param name         the name it was opened by
 * @param user         who opened it
 * @param path         the file, absolute
 * @param lengthBytes  the file's length
 * @param modified     when the file was written last
 * @param written      whether this disk's writes go to the file
 * @param clusterBytes the length of a cluster
 * @param clusters     what was written to the overlay, in the order of the numbers; none for other disks
 * @since 1.1
 */
public record DiskSnapshot(String name, String user, String path, long lengthBytes, Instant modified, boolean written,
        int clusterBytes, List<Cluster> clusters) {
    /** Takes a copy of the list; the bytes are not copied. */
    public DiskSnapshot {
        clusters = List.copyOf(clusters);
    }

    /**
     * A cluster.
     *
     * @param number its position in the disk, divided by the length of a cluster
     * @param bytes  its bytes, which nobody changes
     */
    public record Cluster(int number, byte[] bytes) {
    }
}
