package org.backplane.host.io.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.backplane.bus.host.HostStreamException;

/**
 * An image on the host, open and locked. Those who only read it share it, because a process that closes a file loses
 * all its locks on it (POSIX, fcntl).
 */
final class ImageFile {
    private final Path path;
    private final FileChannel channel;
    private final boolean writable;
    private final long lengthBytes;
    private final String user;
    private int users;

    private ImageFile(Path path, FileChannel channel, boolean writable, String user) throws IOException {
        this.path = path;
        this.channel = channel;
        this.writable = writable;
        this.lengthBytes = channel.size();
        this.user = user;
    }

    /**
     * Opens and locks a file.
     *
     * @param writing whether it shall be written, if the host allows that
     */
    static ImageFile open(String name, Path path, boolean writing, String user) {
        boolean writable = writing && Files.isWritable(path);
        try {
            FileChannel channel = FileChannel.open(path, writable
                    ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE) : Set.of(StandardOpenOption.READ));
            try {
                if (channel.tryLock(0, Long.MAX_VALUE, !writable) == null) {
                    throw new HostStreamException(name + ": taken by another process", null);
                }
                return new ImageFile(path, channel, writable, user);
            } catch (IOException | RuntimeException failure) {
                channel.close();
                throw failure;
            }
        } catch (AccessDeniedException denied) {
            throw new HostStreamException(name + ": the host does not allow to read it", denied);
        } catch (IOException failure) {
            throw new HostStreamException(name + ": cannot be opened: " + failure.getMessage(), failure);
        }
    }

    Path path() {
        return path;
    }

    boolean isWritable() {
        return writable;
    }

    /** Who opened it first. */
    String user() {
        return user;
    }

    /** One more user. */
    void share() {
        users++;
    }

    /** One user less; {@code true} if that was the last one. */
    boolean leave() {
        users--;
        return users == 0;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** Reads; what lies past the end of the file is zero. */
    void read(long position, byte[] into, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer, position + buffer.position() - offset);
            if (count < 0) {
                Arrays.fill(into, buffer.position(), offset + length, (byte) 0);
                return;
            }
        }
    }

    void write(long position, byte[] from, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(from, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position() - offset);
        }
    }

    void flush() throws IOException {
        channel.force(false);
    }

    /** Gives file and lock back. */
    void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
