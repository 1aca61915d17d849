package org.backplane.device.e1000.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** The expansion ROM's part: FFh where the image has nothing. */
final class BootRom {
    static final int BYTES = 512 << 10;

    private BootRom() {
    }

    /**
     * Reads an image.
     *
     * @param path the file, or an empty text for a part without contents
     * @return {@link #BYTES} bytes
     * @throws IllegalArgumentException if the file cannot be used; the message names the option
     */
    static byte[] read(String path) {
        byte[] part = new byte[BYTES];
        Arrays.fill(part, (byte) 0xff);
        if (!path.isBlank()) {
            byte[] image = contents(path.trim());
            System.arraycopy(image, 0, part, 0, image.length);
        }
        return part;
    }

    private static byte[] contents(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("rom: " + path + " is no file");
            }
            long length = Files.size(file);
            if (length == 0 || length > BYTES) {
                throw new IllegalArgumentException(
                        "rom: " + path + " has " + length + " bytes; 1 to " + BYTES + " are possible");
            }
            return Files.readAllBytes(file);
        } catch (InvalidPathException malformed) {
            throw new IllegalArgumentException("rom: " + path + " is no path", malformed);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("rom: " + path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
