package org.backplane.snapshot.internal;

import java.time.Instant;
import java.util.List;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.snapshot.MachineSnapshot;

/**
 * All that a file holds.
 *
 * @param created     when it was taken, by the host's clock
 * @param description the machine's configurations, as the launcher reads them
 * @param bundles     what was installed
 * @param machine     the machine
 * @param disks       the images that were open
 * @param connections what networks carried for the guest
 */
record Snapshot(Instant created, String description, List<BundleEntry> bundles, MachineSnapshot machine, List<Disk> disks,
        List<Connection> connections) {
    /**
     * A bundle.
     *
     * @param symbolicName its symbolic name
     * @param version      its version
     * @param sha256       the hash of its contents ({@link ContentHash})
     */
    record BundleEntry(String symbolicName, String version, String sha256) {
    }

    /**
     * An image.
     *
     * @param image  the file, and what its overlay has taken
     * @param sha256 the hash of a file that the machine only reads; empty for one that it writes
     */
    record Disk(DiskSnapshot image, String sha256) {
    }

    /**
     * A connection of the guest's through a network, see {@link org.backplane.bus.host.HostConnectionDTO}.
     *
     * @param network  the network's name
     * @param protocol such as {@code tcp}
     * @param guest    the guest's end
     * @param remote   the other end, as the guest has it
     */
    record Connection(String network, String protocol, String guest, String remote) {
    }
}
