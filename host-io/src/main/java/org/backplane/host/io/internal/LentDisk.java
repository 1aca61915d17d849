package org.backplane.host.io.internal;

import java.io.IOException;
import java.util.function.Consumer;
import org.backplane.bus.host.HostDisk;

/** An open disk in the hands of one user, who closes it or leaves it to the next one. */
final class LentDisk implements HostDisk {
    private final OpenDisk disk;
    private final Consumer<OpenDisk> whenLeft;
    private boolean given;

    /**
     * Lends a disk.
     *
     * @param disk     the disk
     * @param whenLeft takes it if the user hands it over
     */
    LentDisk(OpenDisk disk, Consumer<OpenDisk> whenLeft) {
        this.disk = disk;
        this.whenLeft = whenLeft;
    }

    private OpenDisk lent() throws IOException {
        if (given) {
            throw new IOException(disk.name() + " is closed");
        }
        return disk;
    }

    @Override
    public long lengthBytes() {
        return disk.lengthBytes();
    }

    @Override
    public boolean isWritable() {
        return disk.isWritable();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        lent().read(position, into, offset, length);
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        lent().write(position, from, offset, length);
    }

    @Override
    public void flush() throws IOException {
        lent().flush();
    }

    @Override
    public String name() {
        return disk.name();
    }

    @Override
    public void close() {
        if (!given) {
            given = true;
            disk.close();
        }
    }

    @Override
    public void handOver() {
        if (!given) {
            given = true;
            whenLeft.accept(disk);
        }
    }
}
