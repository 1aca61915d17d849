package org.backplane.device.vga.internal;

/** A character generator of 8 by 16: capitals and digits drawn for these tests, and some boxes and blocks of code page 437. */
final class TestFont {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    /** Seven rows of five dots for each character, five bits a row. */
    private static final int[][] ROWS = {
        {14, 17, 17, 31, 17, 17, 17},
        {30, 17, 17, 30, 17, 17, 30},
        {14, 17, 16, 16, 16, 17, 14},
        {30, 17, 17, 17, 17, 17, 30},
        {31, 16, 16, 30, 16, 16, 31},
        {31, 16, 16, 30, 16, 16, 16},
        {14, 17, 16, 23, 17, 17, 14},
        {17, 17, 17, 31, 17, 17, 17},
        {14, 4, 4, 4, 4, 4, 14},
        {7, 2, 2, 2, 2, 18, 12},
        {17, 18, 20, 24, 20, 18, 17},
        {16, 16, 16, 16, 16, 16, 31},
        {17, 27, 21, 21, 17, 17, 17},
        {17, 25, 21, 19, 17, 17, 17},
        {14, 17, 17, 17, 17, 17, 14},
        {30, 17, 17, 30, 16, 16, 16},
        {14, 17, 17, 17, 21, 18, 13},
        {30, 17, 17, 30, 20, 18, 17},
        {15, 16, 16, 14, 1, 1, 30},
        {31, 4, 4, 4, 4, 4, 4},
        {17, 17, 17, 17, 17, 17, 14},
        {17, 17, 17, 17, 17, 10, 4},
        {17, 17, 17, 21, 21, 27, 17},
        {17, 17, 10, 4, 10, 17, 17},
        {17, 17, 10, 4, 4, 4, 4},
        {31, 1, 2, 4, 8, 16, 31},
        {14, 19, 21, 21, 21, 25, 14},
        {4, 12, 4, 4, 4, 4, 14},
        {14, 17, 1, 6, 8, 16, 31},
        {30, 1, 1, 14, 1, 1, 30},
        {2, 6, 10, 18, 31, 2, 2},
        {31, 16, 30, 1, 1, 17, 14},
        {14, 16, 30, 17, 17, 17, 14},
        {31, 1, 2, 4, 8, 8, 8},
        {14, 17, 17, 14, 17, 17, 14},
        {14, 17, 17, 15, 1, 1, 14}
    };
    private static final int GLYPH_BYTES = 32;
    private static final int TOP = 2;

    private TestFont() {
    }

    /** Loads the font as a BIOS does: map 2 alone, sequential addresses, 64 KiB at A0000h. Then the modes are as before. */
    static void load(Bench vga, int fontAddress, boolean bold) {
        int[] sequencer = {vga.indexed(Bench.SEQUENCER, 2), vga.indexed(Bench.SEQUENCER, 4)};
        int[] graphics = {vga.indexed(Bench.GRAPHICS, 4), vga.indexed(Bench.GRAPHICS, 5), vga.indexed(Bench.GRAPHICS, 6)};
        vga.indexed(Bench.SEQUENCER, 2, 4);
        vga.indexed(Bench.SEQUENCER, 4, 7);
        vga.indexed(Bench.GRAPHICS, 4, 2);
        vga.indexed(Bench.GRAPHICS, 5, 0);
        vga.indexed(Bench.GRAPHICS, 6, 4);
        for (int code = 0; code < 256; code++) {
            for (int row = 0; row < 16; row++) {
                int dots = row(code, row);
                vga.poke(0xa0000 + fontAddress + code * GLYPH_BYTES + row, bold ? dots | dots >> 1 : dots);
            }
        }
        vga.indexed(Bench.SEQUENCER, 2, sequencer[0]);
        vga.indexed(Bench.SEQUENCER, 4, sequencer[1]);
        for (int i = 0; i < graphics.length; i++) {
            vga.indexed(Bench.GRAPHICS, 4 + i, graphics[i]);
        }
    }

    private static int row(int code, int row) {
        return switch (code) {
            case 0xb3 -> 0x18;
            case 0xc4 -> row == 8 ? 0xff : 0;
            case 0xda -> row == 8 ? 0x1f : row > 8 ? 0x18 : 0;
            case 0xbf -> row == 8 ? 0xf8 : row > 8 ? 0x18 : 0;
            case 0xc0 -> row == 8 ? 0x1f : row < 8 ? 0x18 : 0;
            case 0xd9 -> row == 8 ? 0xf8 : row < 8 ? 0x18 : 0;
            case 0xb1 -> row % 2 == 0 ? 0x55 : 0xaa;
            case 0xdb -> 0xff;
            default -> letter(CHARACTERS.indexOf(Character.toUpperCase(code)), row - TOP);
        };
    }

    private static int letter(int at, int row) {
        return at < 0 || row < 0 || row >= 14 ? 0 : ROWS[at][row / 2] << 2;
    }
}
