package org.backplane.host.io.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.backplane.bus.host.HostDisk;

/** What all open disks have in common: bounds, names and the end. */
abstract class OpenDisk implements HostDisk {
    private static final int SECTOR_BYTES = 512;

    private final String name;
    private final ImageFile image;
    private final Runnable whenClosed;
    private boolean closed;

    OpenDisk(String name, ImageFile image, Runnable whenClosed) {
        this.name = name;
        this.image = image;
        this.whenClosed = whenClosed;
    }

    /** Reads what lies in the disk. */
    abstract void readChecked(long position, byte[] into, int offset, int length) throws IOException;

    /** Writes what lies in the disk, which takes writes. */
    abstract void writeChecked(long position, byte[] from, int offset, int length) throws IOException;

    /** Makes everything safe. */
    abstract void flushOpen() throws IOException;

    /** Gives back what belongs to this disk alone. */
    abstract void closeOwn() throws IOException;

    final ImageFile image() {
        return image;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final long lengthBytes() {
        return (image.lengthBytes() + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    }

    @Override
    public final void read(long position, byte[] into, int offset, int length) throws IOException {
        check(position, into, offset, length);
        try {
            readChecked(position, into, offset, length);
        } catch (IOException failure) {
            throw failed("read", position, failure);
        }
    }

    @Override
    public final void write(long position, byte[] from, int offset, int length) throws IOException {
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

    @Override
    public final void flush() throws IOException {
        check(0, new byte[0], 0, 0);
        try {
            flushOpen();
        } catch (IOException failure) {
            throw failed("flush", 0, failure);
        }
    }

    private void check(long position, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(position, length, lengthBytes());
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (closed) {
            throw new IOException(name + " is closed");
        }
    }

    private IOException failed(String doing, long position, IOException failure) {
        String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return new IOException(name + ": " + doing + " at 0x" + Long.toHexString(position) + ": " + why, failure);
    }

    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            try {
                closeOwn();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                whenClosed.run();
            }
        }
    }
}
