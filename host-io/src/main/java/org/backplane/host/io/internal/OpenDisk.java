package org.backplane.host.io.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.backplane.bus.host.DiskSnapshot;
import org.backplane.bus.host.HostStreamException;

/** An open image as its users get it lent, one after the other. What all of them have in common: bounds, names and the end. */
abstract class OpenDisk {
    private static final int SECTOR_BYTES = 512;

    private final String name;
    private final ImageFile image;
    private final Consumer<OpenDisk> whenClosed;

    OpenDisk(String name, ImageFile image, Consumer<OpenDisk> whenClosed) {
        this.name = name;
        this.image = image;
        this.whenClosed = whenClosed;
    }

    abstract boolean isWritable();

    /** Reads what lies in the disk. */
    abstract void readChecked(long position, byte[] into, int offset, int length) throws IOException;

    /** Writes what lies in the disk, which takes writes. */
    abstract void writeChecked(long position, byte[] from, int offset, int length) throws IOException;

    /** Copies of what it has taken beside the image; a disk that writes to its image has nothing. */
    List<DiskSnapshot.Cluster> clusters() throws IOException {
        return List.of();
    }

    final DiskSnapshot snapshot(String user) {
        try {
            FileTime modified = Files.getLastModifiedTime(image.path());
            return new DiskSnapshot(name, user, image.path().toString(), image.lengthBytes(), modified.toInstant(),
                    image.isWritable(), OverlayDisk.CLUSTER_BYTES, clusters());
        } catch (IOException failure) {
            throw new HostStreamException(failed("snapshot", 0, failure).getMessage(), failure);
        }
    }

    /** Makes everything safe. */
    abstract void flushOpen() throws IOException;

    /** Gives back what belongs to this disk alone. */
    abstract void closeOwn() throws IOException;

    final ImageFile image() {
        return image;
    }

    final String name() {
        return name;
    }

    final long lengthBytes() {
        return (image.lengthBytes() + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    final void read(long position, byte[] into, int offset, int length) throws IOException {
        check(position, into, offset, length);
        try {
            readChecked(position, into, offset, length);
        } catch (IOException failure) {
            throw failed("read", position, failure);
        }
    }

    final void write(long position, byte[] from, int offset, int length) throws IOException {
        check(position, from, offset, length);
        if (!isWritable()) {
            throw new IOException(name + " takes no writes");
        }
        if (position + length > image.lengthBytes() / SECTOR_BYTES * SECTOR_BYTES) {
            throw new IOException(name + " ends within the sector that was to be written");
        }
        try {
            writeChecked(position, from, offset, length);
        } catch (IOException failure) {
            throw failed("write", position, failure);
        }
    }

    final void flush() throws IOException {
        try {
            flushOpen();
        } catch (IOException failure) {
            throw failed("flush", 0, failure);
        }
    }

    private void check(long position, byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(position, length, lengthBytes());
        Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    private IOException failed(String doing, long position, IOException failure) {
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new IOException(name + ": " + doing + " at 0x" + Long.toHexString(position) + ": " + why, failure);
    }

    /** Called once, when nobody has it any more. */
    final void close() {
        try {
            closeOwn();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            whenClosed.accept(this);
        }
    }
}
