package org.backplane.device.fdc.internal;

/**
 * A format of diskettes with 512-byte sectors, known by the length of its image. A shorter image is the beginning of a diskette:
 * whoever makes one for a rescue system leaves the sectors out that hold nothing.
 *
 * @param cylinders           tracks on a side
 * @param sectors             sectors on a track
 * @param rates               the data rates at which it is read, one bit for each rate select code (82077AA table 2-6)
 * @param rotationsPerMinute  how fast its drive turns
 */
record Geometry(int cylinders, int sectors, int rates, int rotationsPerMinute) {
    static final int HEADS = 2;
    static final int SECTOR_BYTES = 512;
    /** The N by which commands and sector IDs say 512 bytes: 128 shifted by 2. */
    static final int SIZE_CODE = 2;

    private static final int RATE_500_KBPS = 1 << 0;
    private static final int RATE_300_KBPS = 1 << 1;
    private static final int RATE_250_KBPS = 1 << 2;
    private static final int RATE_1_MBPS = 1 << 3;

    private static final Geometry[] KNOWN = {
        new Geometry(40, 9, RATE_250_KBPS | RATE_300_KBPS, 300),    // 360 KiB, 5.25 inches
        new Geometry(80, 9, RATE_250_KBPS | RATE_300_KBPS, 300),    // 720 KiB
        new Geometry(80, 15, RATE_500_KBPS, 360),                   // 1.2 MiB, 5.25 inches
        new Geometry(80, 18, RATE_500_KBPS, 300),                   // 1.44 MiB
        new Geometry(80, 36, RATE_1_MBPS, 300),                     // 2.88 MiB
    };

    /**
     * The smallest format that holds an image.
     *
     * @throws IllegalArgumentException if the image is empty or no diskette has room for it; the message names the image
     */
    static Geometry of(String image, long lengthBytes) {
        for (Geometry geometry : KNOWN) {
            if (lengthBytes > 0 && lengthBytes <= geometry.lengthBytes()) {
                return geometry;
            }
        }
        throw new IllegalArgumentException("image: '" + image + "' has " + lengthBytes
                + " bytes, which is no diskette of 360K, 720K, 1200K, 1440K or 2880K, nor the beginning of one");
    }

    long lengthBytes() {
        return (long) cylinders * HEADS * sectors * SECTOR_BYTES;
    }

    boolean readableAt(int rate) {
        return (rates >> rate & 1) != 0;
    }

    /** Where a sector lies in the image; R counts from 1. */
    long position(int cylinder, int head, int sector) {
        return ((long) (cylinder * HEADS + head) * sectors + sector - 1) * SECTOR_BYTES;
    }
}
