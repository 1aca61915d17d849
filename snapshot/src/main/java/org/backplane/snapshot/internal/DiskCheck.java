package org.backplane.snapshot.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.host.DiskSnapshot;

/** Whether images are what they were: a guest that goes on knows what it has read, and a disk must not say otherwise. */
final class DiskCheck {
    private DiskCheck() {
    }

    /** Names what the images are; for those that are only read with their hashes. */
    static List<Snapshot.Disk> describe(List<DiskSnapshot> images) throws IOException {
        List<Snapshot.Disk> disks = new ArrayList<>();
        for (DiskSnapshot image : images) {
            disks.add(new Snapshot.Disk(image, image.written() ? "" : ContentHash.of(Path.of(image.path()))));
        }
        return disks;
    }

    /**
     * Compares files with what is remembered of them. A file that has another time may still have the same contents.
     *
     * @throws SnapshotException if one is not what it was
     */
    static void check(List<Snapshot.Disk> disks) {
        disks.forEach(DiskCheck::check);
    }

    private static void check(Snapshot.Disk disk) {
        DiskSnapshot image = disk.image();
        Path file = Path.of(image.path());
        try {
            if (!Files.isRegularFile(file)) {
                throw new SnapshotException("the disk image " + file + " is not there any more");
            }
            Instant modified = Files.getLastModifiedTime(file).toInstant();
            long bytes = Files.size(file);
            boolean same = bytes == image.lengthBytes() && (modified.equals(image.modified())
                    || !disk.sha256().isEmpty() && disk.sha256().equals(ContentHash.of(file)));
            if (!same) {
                throw new SnapshotException("the disk image " + file + " has changed since the snapshot was taken: it had "
                        + image.lengthBytes() + " bytes of " + image.modified() + ", now " + bytes + " of " + modified);
            }
        } catch (IOException failure) {
            throw new SnapshotException("the disk image " + file + " cannot be read: " + failure.getMessage());
        }
    }
}
