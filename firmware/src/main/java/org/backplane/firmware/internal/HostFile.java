package org.backplane.firmware.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.backplane.firmware.FirmwareException;

/** A file of the host that is read whole. Every failure becomes a {@link FirmwareException} that names the file. */
public final class HostFile {
    private final String name;
    private final Path path;

    /**
     * Names the file; nothing is opened.
     *
     * @param name the path as the user wrote it
     * @throws FirmwareException if that cannot be a path
     */
    public HostFile(String name) {
        this.name = name;
        try {
            path = Path.of(name);
        } catch (InvalidPathException e) {
            throw new FirmwareException(name + " is no path: " + e.getReason(), e);
        }
    }

    /**
     * Finds the length without reading the file.
     *
     * @param limitBytes the most that is accepted
     * @return bytes, at least 1
     * @throws FirmwareException if it is no readable file, empty, or longer than the limit
     */
    public long lengthBytes(long limitBytes) {
        long length;
        try {
            if (Files.isDirectory(path)) {
                throw new FirmwareException(name + " is a directory");
            }
            length = Files.size(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (!Files.isReadable(path)) {
            throw new FirmwareException(name + " cannot be read: no permission");
        }
        if (length == 0) {
            throw new FirmwareException(name + " is empty");
        }
        if (length > limitBytes) {
            throw new FirmwareException(name + " has " + length + " bytes; at most " + limitBytes + " are possible");
        }
        return length;
    }

    /**
     * Reads the file.
     *
     * @param limitBytes the most that is accepted
     * @return its bytes, at least 1
     * @throws FirmwareException if it cannot be read, is empty, or is longer than the limit
     */
    public byte[] read(long limitBytes) {
        lengthBytes(limitBytes);
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private FirmwareException unreadable(IOException e) {
        String reason = e instanceof NoSuchFileException ? "no such file"
                : e instanceof AccessDeniedException ? "no permission"
                : e.getMessage();
        return new FirmwareException(name + " cannot be read: " + reason, e);
    }
}
