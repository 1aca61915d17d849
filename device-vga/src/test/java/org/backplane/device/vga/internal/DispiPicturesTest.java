package org.backplane.device.vga.internal;

import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** The depths of the display interface, drawn through the linear frame buffer, the window and the banks. */
class DispiPicturesTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    private final Bench vga = new Bench();

    private void mode(int depth, int flags) {
        vga.dispi(4, 0);
        vga.dispi(1, WIDTH);
        vga.dispi(2, HEIGHT);
        vga.dispi(3, depth);
        vga.dispi(4, 0x41 | flags);
        vga.showPicture();
    }

    /** Red to the right, green downwards, blue along the diagonal, with a white frame. */
    private static int rgb(int x, int y) {
        if (x == 0 || y == 0 || x == WIDTH - 1 || y == HEIGHT - 1) {
            return 0xffffff;
        }
        return x * 255 / WIDTH << 16 | y * 255 / HEIGHT << 8 | (x + y) * 255 / (WIDTH + HEIGHT);
    }

    private void draw(int bytes, IntBinaryOperator pixel) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int value = pixel.applyAsInt(x, y);
                for (int b = 0; b < bytes; b++) {
                    vga.linear.write((y * WIDTH + x) * bytes + b, 1, value >> 8 * b & 0xff);
                }
            }
        }
    }

    @Test
    void depth8WithPaletteOfEightBits() {
        mode(8, 0x20);
        for (int n = 0; n < 256; n++) {
            vga.colour(n, n, 255 - n, n / 2);
        }
        draw(1, (x, y) -> y / 15 * 16 + x / 20);
        Pictures.assertSame(vga.paint(), "dispi-8");
    }

    @Test
    void depth15() {
        mode(15, 0);
        draw(2, (x, y) -> rgb(x, y) >> 9 & 0x7c00 | rgb(x, y) >> 6 & 0x3e0 | rgb(x, y) >> 3 & 0x1f);
        Pictures.assertSame(vga.paint(), "dispi-15");
    }

    @Test
    void depth16() {
        mode(16, 0);
        draw(2, (x, y) -> rgb(x, y) >> 8 & 0xf800 | rgb(x, y) >> 5 & 0x7e0 | rgb(x, y) >> 3 & 0x1f);
        Pictures.assertSame(vga.paint(), "dispi-16");
    }

    @Test
    void depth24() {
        mode(24, 0);
        draw(3, DispiPicturesTest::rgb);
        Pictures.assertSame(vga.paint(), "dispi-32");
    }

    @Test
    void depth32() {
        mode(32, 0);
        draw(4, DispiPicturesTest::rgb);
        Pictures.assertSame(vga.paint(), "dispi-32");
    }

    @Test
    void depth32ThroughTheBanks() {
        mode(32, 0);
        vga.out(Bench.MISCELLANEOUS, 0x63);
        vga.indexed(Bench.GRAPHICS, 6, 0x05);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = (y * WIDTH + x) * 4;
                vga.dispi(5, at >> 16);
                vga.poke(0xa0000 + (at & 0xffff), 4, rgb(x, y));
            }
        }
        Pictures.assertSame(vga.paint(), "dispi-32");
    }

    @Test
    void depth32InALargerVirtualScreen() {
        mode(32, 0);
        vga.dispi(6, 512);
        vga.dispi(8, 100);
        vga.dispi(9, 300);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                vga.linear.write(((y + 300) * 512 + x + 100) * 4L, 4, rgb(x, y));
            }
        }
        Pictures.assertSame(vga.paint(), "dispi-32");
    }

    @Test
    void depth4ThroughTheMaps() {
        ModeTable.VGA_640_480.set(vga);
        mode(4, 0);
        vga.indexed(Bench.GRAPHICS, 5, 2);
        for (int y = 0; y < HEIGHT; y++) {
            for (int column = 0; column < WIDTH / 8; column++) {
                vga.poke(0xa0000 + y * WIDTH / 8 + column, (column / 4 + y / 30) % 16);
            }
        }
        Pictures.assertSame(vga.paint(), "dispi-4");
    }
}
