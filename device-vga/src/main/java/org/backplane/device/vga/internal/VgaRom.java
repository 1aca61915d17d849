package org.backplane.device.vga.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** The expansion ROM's part: 64 KiB, FFh where the image has nothing. */
final class VgaRom {
    static final int BYTES = 64 << 10;

    private VgaRom() {
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
        if (!path.isEmpty()) {
            byte[] image = contents(path);
            System.arraycopy(image, 0, part, 0, image.length);
        }
        return part;
    }

    private static byte[] contents(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file) && Files.exists(file)) {
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
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("rom: " + path + " does not exist", missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("rom: " + path + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
