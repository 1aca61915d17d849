package org.backplane.device.vga.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.role.Frame;
import org.junit.jupiter.api.Test;

/** Every standard mode, set as a BIOS sets it, drawn on through the window, and compared with a picture dot by dot. */
class ModePicturesTest {
    private static final int TEXT = 0xb8000;
    private static final int GRAPHICS = 0xa0000;

    private final Bench vga = new Bench();

    private void write(int address, String text, int attribute) {
        for (int i = 0; i < text.length(); i++) {
            vga.poke(address + 2 * i, 2, text.charAt(i) | attribute << 8);
        }
    }

    /** All attributes, a box, both fonts, blinking and the cursor. */
    private void textScreen(int base, int columns) {
        for (int i = 0; i < columns * 25; i++) {
            vga.poke(base + 2 * i, 2, 0x0720);
        }
        write(base, "BACKPLANE VGA 0123456789", 0x1f);
        for (int attribute = 0; attribute < 256; attribute++) {
            int cell = (2 + attribute / 32) * columns + attribute % 32;
            vga.poke(base + 2 * cell, 2, 'A' + attribute % 26 | attribute << 8);
        }
        write(base + 2 * 11 * columns, "\u00da\u00c4\u00c4\u00c4\u00bf", 0x0e);
        write(base + 2 * 12 * columns, "\u00b3\u00b1\u00db\u00b1\u00b3", 0x0e);
        write(base + 2 * 13 * columns, "\u00c0\u00c4\u00c4\u00c4\u00d9", 0x0e);
        write(base + 2 * (24 * columns + columns - 4), "LAST", 0x4f);
    }

    private void cursor(int crtc, int cell) {
        vga.indexed(crtc, 0x0e, cell >> 8);
        vga.indexed(crtc, 0x0f, cell & 0xff);
    }

    @Test
    void text80ColumnsOfNineDots() {
        ModeTable.TEXT_80.set(vga);
        TestFont.load(vga, 0, false);
        textScreen(TEXT, 80);
        cursor(0x3d4, 15 * 80 + 3);
        Pictures.assertSame(vga.paint(), "mode-03-text-80");
    }

    @Test
    void text40Columns() {
        ModeTable.TEXT_40.set(vga);
        TestFont.load(vga, 0, false);
        textScreen(TEXT, 40);
        cursor(0x3d4, 15 * 40 + 3);
        Pictures.assertSame(vga.paint(), "mode-01-text-40");
    }

    @Test
    void textMonochromeUnderlines() {
        ModeTable.TEXT_MONOCHROME.set(vga);
        TestFont.load(vga, 0, false);
        textScreen(0xb0000, 80);
        cursor(0x3b4, 15 * 80 + 3);
        Pictures.assertSame(vga.paint(), "mode-07-text-monochrome");
    }

    @Test
    void textWithTwoFontsOfEightDotsWithoutBlinking() {
        ModeTable.TEXT_80.set(vga);
        TestFont.load(vga, 0, false);
        TestFont.load(vga, 0x2000, true);
        vga.indexed(Bench.SEQUENCER, 1, 0x01);
        vga.indexed(Bench.SEQUENCER, 3, 0x20);
        vga.attribute(0x10, 0x04);
        vga.attribute(0x13, 0x00);
        vga.showPicture();
        textScreen(TEXT, 80);
        vga.indexed(Bench.CRTC, 0x0a, 0x20);
        Pictures.assertSame(vga.paint(), "text-two-fonts");
    }

    @Test
    void textPannedWithSplitScreen() {
        ModeTable.TEXT_80.set(vga);
        TestFont.load(vga, 0, false);
        textScreen(TEXT, 80);
        write(TEXT + 2 * 0x0fa0, "PANNED BY 3 DOTS AND 5 ROWS", 0x2f);
        write(TEXT + 2 * 0x0fa0 + 160, "SECOND ROW", 0x5e);
        vga.indexed(Bench.CRTC, 0x0c, 0x0f);
        vga.indexed(Bench.CRTC, 0x0d, 0xa0);
        vga.indexed(Bench.CRTC, 0x08, 0x05);
        vga.indexed(Bench.CRTC, 0x18, 0xc7);
        vga.indexed(Bench.CRTC, 0x07, 0x0f);
        vga.indexed(Bench.CRTC, 0x09, 0x0f);
        vga.attribute(0x10, 0x2c);
        vga.attribute(0x13, 0x02);
        vga.showPicture();
        Pictures.assertSame(vga.paint(), "text-split-panned");
    }

    /** Four-colour CGA: even rows at offset 0, odd rows at 2000h, four dots a byte. */
    @Test
    void cga320By200() {
        ModeTable.CGA_320.set(vga);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 320; x += 4) {
                int value = 0;
                for (int dot = 0; dot < 4; dot++) {
                    value |= cgaColour(x + dot, y) << 6 - 2 * dot;
                }
                vga.poke(TEXT + (y & 1) * 0x2000 + y / 2 * 80 + x / 4, value);
            }
        }
        Pictures.assertSame(vga.paint(), "mode-04-cga-320");
    }

    /** Bars, a frame and a diagonal. */
    private static int cgaColour(int x, int y) {
        if (x == 0 || y == 0 || x == 319 || y == 199 || x == y) {
            return 3;
        }
        return y < 100 ? x / 80 : (x / 3 + y / 5) % 4;
    }

    @Test
    void cga640By200() {
        ModeTable.CGA_640.set(vga);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 640; x += 8) {
                vga.poke(TEXT + (y & 1) * 0x2000 + y / 2 * 80 + x / 8, oneBit(x, y, 640, 200));
            }
        }
        Pictures.assertSame(vga.paint(), "mode-06-cga-640");
    }

    /** Eight dots of a frame, a diagonal, and a checkerboard. */
    private static int oneBit(int x, int y, int width, int height) {
        int value = 0;
        for (int dot = 0; dot < 8; dot++) {
            int at = x + dot;
            boolean edge = at == 0 || y == 0 || at == width - 1 || y == height - 1 || at == y;
            boolean board = (at / 16 + y / 16) % 2 == 0 && at > width / 2;
            value |= edge || board ? 0x80 >> dot : 0;
        }
        return value;
    }

    /** Sixteen bars by write mode 2, a frame by write mode 0 with set/reset, a diagonal by write mode 3. */
    private void planar(int width, int height) {
        int pitch = width / 8;
        vga.indexed(Bench.GRAPHICS, 5, 2);
        for (int y = 0; y < height; y++) {
            for (int column = 0; column < pitch; column++) {
                vga.poke(GRAPHICS + y * pitch + column, column * 16 / pitch);
            }
        }
        vga.indexed(Bench.GRAPHICS, 5, 0);
        vga.indexed(Bench.GRAPHICS, 0, 0x0f);
        vga.indexed(Bench.GRAPHICS, 1, 0x0f);
        for (int column = 0; column < pitch; column++) {
            vga.poke(GRAPHICS + column, 0);
            vga.poke(GRAPHICS + (height - 1) * pitch + column, 0);
        }
        vga.indexed(Bench.GRAPHICS, 1, 0);
        vga.indexed(Bench.GRAPHICS, 5, 3);
        vga.indexed(Bench.GRAPHICS, 0, 0x0e);
        for (int y = 0; y < height; y++) {
            int address = GRAPHICS + y * pitch + y / 8;
            vga.load(address);
            vga.poke(address, 0x80 >> y % 8);
        }
    }

    @Test
    void ega320By200() {
        ModeTable.EGA_320_200.set(vga);
        planar(320, 200);
        Pictures.assertSame(vga.paint(), "mode-0d-320x200x16");
    }

    @Test
    void ega640By200() {
        ModeTable.EGA_640_200.set(vga);
        planar(640, 200);
        Pictures.assertSame(vga.paint(), "mode-0e-640x200x16");
    }

    @Test
    void ega640By350() {
        ModeTable.EGA_640_350.set(vga);
        planar(640, 350);
        Pictures.assertSame(vga.paint(), "mode-10-640x350x16");
    }

    @Test
    void vga640By480() {
        ModeTable.VGA_640_480.set(vga);
        planar(640, 480);
        Pictures.assertSame(vga.paint(), "mode-12-640x480x16");
    }

    @Test
    void vga640By480InTwoColours() {
        ModeTable.VGA_640_480_2.set(vga);
        for (int y = 0; y < 480; y++) {
            for (int x = 0; x < 640; x += 8) {
                vga.poke(GRAPHICS + y * 80 + x / 8, oneBit(x, y, 640, 480));
            }
        }
        Pictures.assertSame(vga.paint(), "mode-11-640x480x2");
    }

    /** All 256 colours in squares, framed. */
    private static int colour256(int x, int y, int height) {
        boolean edge = x == 0 || y == 0 || x == 319 || y == height - 1 || x == y;
        return edge ? 0x3f : y * 16 / height * 16 + x / 20;
    }

    @Test
    void vga320By200In256Colours() {
        ModeTable.VGA_320_200_256.set(vga);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 320; x += 4) {
                long four = 0;
                for (int dot = 0; dot < 4; dot++) {
                    four |= (long) colour256(x + dot, y, 200) << 8 * dot;
                }
                vga.poke(GRAPHICS + y * 320 + x, 4, four);
            }
        }
        Pictures.assertSame(vga.paint(), "mode-13-320x200x256");
    }

    @Test
    void modeXShowsFourMaps() {
        ModeTable.MODE_X.set(vga);
        for (int map = 0; map < 4; map++) {
            vga.indexed(Bench.SEQUENCER, 2, 1 << map);
            for (int y = 0; y < 240; y++) {
                for (int x = map; x < 320; x += 4) {
                    vga.poke(GRAPHICS + y * 80 + x / 4, colour256(x, y, 240));
                }
            }
        }
        Pictures.assertSame(vga.paint(), "mode-x-320x240x256");
    }

    @Test
    void theScreenIsBlackWhileTheSequencerSwitchesItOff() {
        ModeTable.VGA_640_480.set(vga);
        planar(640, 480);
        vga.indexed(Bench.SEQUENCER, 1, 0x21);
        assertThat(vga.paint().pixels()).as("clocking mode bit 5").containsOnly(0);
    }

    @Test
    void withoutThePaletteTheScreenHasTheColourOfTheBorder() {
        ModeTable.VGA_640_480.set(vga);
        planar(640, 480);
        vga.attribute(0x11, 0x02);
        assertThat(vga.paint().pixels()).as("PAS is 0, overscan is green").containsOnly(0x00aa00);
    }

    @Test
    void anUnprogrammedCardGivesNoSignal() {
        Frame frame = vga.paint();
        assertThat(frame.pixels()).hasSize(640 * 480).containsOnly(0);
    }
}
