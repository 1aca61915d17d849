package org.backplane.device.vga.internal;

/** How a pixel of the display interface's modes lies in memory, little-endian (Bochs VBE "Display interface"). */
enum PixelFormat {
    /** One bit in each of the four maps. */
    PLANAR(4, 4),
    /** A number of a colour. */
    INDEXED(8, 8),
    /** Five bits each of red, green and blue. */
    RGB555(15, 16),
    /** Five, six and five bits. */
    RGB565(16, 16),
    RGB888(24, 24),
    XRGB8888(32, 32);

    static final int PLANAR_DEPTH = 4;

    private final int depth;
    private final int bitsInMemory;

    PixelFormat(int depth, int bitsInMemory) {
        this.depth = depth;
        this.bitsInMemory = bitsInMemory;
    }

    static boolean isDepth(int depth) {
        for (PixelFormat format : values()) {
            if (format.depth == depth) {
                return true;
            }
        }
        return false;
    }

    static PixelFormat ofDepth(int depth) {
        for (PixelFormat format : values()) {
            if (format.depth == depth) {
                return format;
            }
        }
        throw new AssertionError(depth);
    }

    int bitsInMemory() {
        return bitsInMemory;
    }

    /**
     * Converts a row of pixels.
     *
     * @param row     the bytes of the row's first pixel and the following
     * @param palette the colours of indexed pixels
     * @param into    takes pixels {@code 0x00RRGGBB}
     * @param at      index of the first one
     * @param count   how many
     */
    void convert(byte[] row, int[] palette, int[] into, int at, int count) {
        for (int x = 0; x < count; x++) {
            into[at + x] = switch (this) {
                case PLANAR -> throw new AssertionError(this);
                case INDEXED -> palette[row[x] & 0xff];
                case RGB555 -> rgb555(row[2 * x] & 0xff | (row[2 * x + 1] & 0xff) << 8);
                case RGB565 -> rgb565(row[2 * x] & 0xff | (row[2 * x + 1] & 0xff) << 8);
                case RGB888 -> rgb888(row, 3 * x);
                case XRGB8888 -> rgb888(row, 4 * x);
            };
        }
    }

    private static int rgb555(int pixel) {
        return five(pixel >> 10) << 16 | five(pixel >> 5) << 8 | five(pixel);
    }

    private static int rgb565(int pixel) {
        int green = pixel >> 5 & 0x3f;
        return five(pixel >> 11) << 16 | (green << 2 | green >> 4) << 8 | five(pixel);
    }

    private static int five(int bits) {
        int level = bits & 0x1f;
        return level << 3 | level >> 2;
    }

    private static int rgb888(byte[] row, int at) {
        return row[at] & 0xff | (row[at + 1] & 0xff) << 8 | (row[at + 2] & 0xff) << 16;
    }
}
