package org.backplane.bus.testkit;

import java.io.IOException;
import java.util.Objects;
import org.backplane.bus.host.HostDisk;

/** A disk image in an array. */
public final class FakeHostDisk implements HostDisk {
    private final String name;
    private final byte[] contents;
    private boolean writable = true;
    private boolean failing;
    private boolean closed;
    private boolean left;
    private int flushes;

    FakeHostDisk(String name, byte[] contents) {
        this.name = name;
        this.contents = contents;
    }

    /**
     * Lets the host refuse writes, or take them again.
     *
     * @param allowed whether the disk takes writes
     * @return this
     */
    public FakeHostDisk writable(boolean allowed) {
        writable = allowed;
        return this;
    }

    /**
     * Lets the host fail from now on, or work again.
     *
     * @param broken whether each access fails
     */
    public void fail(boolean broken) {
        failing = broken;
    }

    /**
     * How often the card has asked for everything to be safe.
     *
     * @return the number of successful calls of {@link #flush}
     */
    public int flushes() {
        return flushes;
    }

    /**
     * Whether the card has closed the disk.
     *
     * @return {@code true} after {@link #close}
     */
    public boolean closed() {
        return closed;
    }

    /**
     * Whether the card has left the disk for the next one, who has not come yet.
     *
     * @return {@code true} after {@link #handOver}, until the disk is opened again
     */
    public boolean left() {
        return left;
    }

    void opened() {
        closed = false;
        left = false;
    }

    @Override
    public long lengthBytes() {
        return contents.length;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        check(position, length);
        System.arraycopy(contents, (int) position, into, offset, length);
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        check(position, length);
        if (!writable) {
            throw new IOException(name + " takes no writes");
        }
        System.arraycopy(from, offset, contents, (int) position, length);
    }

    private void check(long position, int length) throws IOException {
        Objects.checkFromIndexSize(position, (long) length, (long) contents.length);
        if (failing || closed || left) {
            throw new IOException(name + (failing ? ": the host fails" : " is closed"));
        }
    }

    @Override
    public void flush() throws IOException {
        check(0, 0);
        flushes++;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public void handOver() {
        left = true;
    }
}
