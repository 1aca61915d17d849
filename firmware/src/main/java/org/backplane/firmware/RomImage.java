package org.backplane.firmware;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.backplane.firmware.internal.HostFile;

/**
 * The contents of a ROM part: an image, aligned to the part's top, with FFh below it as in erased flash memory. A
 * part is as large as its image, rounded up to {@value #UNIT_BYTES} bytes.
 */
public final class RomImage {
    /** The image that stands for the monitor ROM of this bundle. */
    public static final String MONITOR = "builtin:monitor";

    /** The granularity of parts, in bytes: 64 KiB. */
    public static final int UNIT_BYTES = 0x1_0000;

    /** The largest image, in bytes: 16 MiB, what lies between FF000000h and the top of the first 4 GiB. */
    public static final int LIMIT_BYTES = 0x100_0000;

    private static final String RESOURCE = "/org/backplane/firmware/internal/rom/monitor.rom";

    private final byte[] contents;
    private final int imageBytes;

    private RomImage(byte[] image) {
        imageBytes = image.length;
        contents = new byte[roundUp(image.length)];
        Arrays.fill(contents, (byte) 0xFF);
        System.arraycopy(image, 0, contents, contents.length - image.length, image.length);
    }

    /**
     * Says how large the part for an image is, and whether the image can be used at all, without reading it. Any
     * thread.
     *
     * @param image {@link #MONITOR} or the path of a file
     * @return the part's length in bytes, a multiple of {@link #UNIT_BYTES}
     * @throws FirmwareException if the file cannot be read, is empty or too large
     */
    public static int check(String image) {
        if (image.equals(MONITOR)) {
            return monitor().contents.length;
        }
        return roundUp((int) new HostFile(image).lengthBytes(LIMIT_BYTES));
    }

    /**
     * Reads an image. Any thread.
     *
     * @param image {@link #MONITOR} or the path of a file
     * @return the part's contents
     * @throws FirmwareException if the file cannot be read, is empty or too large
     */
    public static RomImage read(String image) {
        return image.equals(MONITOR) ? monitor() : new RomImage(new HostFile(image).read(LIMIT_BYTES));
    }

    /**
     * The part's contents.
     *
     * @return a copy; its length is that of the part
     */
    public byte[] contents() {
        return contents.clone();
    }

    /**
     * The length of the image itself.
     *
     * @return bytes
     */
    public int imageBytes() {
        return imageBytes;
    }

    private static RomImage monitor() {
        try (InputStream in = RomImage.class.getResourceAsStream(RESOURCE)) {
            return new RomImage(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle does not give its resource " + RESOURCE, e);
        }
    }

    private static int roundUp(int bytes) {
        return (bytes + UNIT_BYTES - 1) / UNIT_BYTES * UNIT_BYTES;
    }
}
