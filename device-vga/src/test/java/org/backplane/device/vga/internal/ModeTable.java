package org.backplane.device.vga.internal;

import java.util.Arrays;

/**
 * The registers of the standard modes (IBM VGA "Modes of Operation", the BIOS's video parameter table): miscellaneous output;
 * sequencer 1 to 4; CRT controller 0 to 18h; graphics controller 0 to 8; attribute controller 0 to 13h.
 */
enum ModeTable {
    TEXT_40("67", "08 03 00 02",
            "2d 27 28 90 2b a0 bf 1f 00 4f 0d 0e 00 00 00 00 9c 8e 8f 14 1f 96 b9 a3 ff", "00 00 00 00 00 10 0e 00 ff",
            "00 01 02 03 04 05 14 07 38 39 3a 3b 3c 3d 3e 3f 0c 00 0f 08"),
    TEXT_80("67", "00 03 00 02",
            "5f 4f 50 82 55 81 bf 1f 00 4f 0d 0e 00 00 00 00 9c 8e 8f 28 1f 96 b9 a3 ff", "00 00 00 00 00 10 0e 00 ff",
            "00 01 02 03 04 05 14 07 38 39 3a 3b 3c 3d 3e 3f 0c 00 0f 08"),
    TEXT_MONOCHROME("66", "00 03 00 02",
            "5f 4f 50 82 55 81 bf 1f 00 4f 0d 0e 00 00 00 00 9c 8e 8f 28 0f 96 b9 a3 ff", "00 00 00 00 00 10 0a 00 ff",
            "00 08 08 08 08 08 08 08 10 18 18 18 18 18 18 18 0e 00 0f 08"),
    CGA_320("63", "09 03 00 02",
            "2d 27 28 90 2b 80 bf 1f 00 c1 00 00 00 00 00 00 9c 8e 8f 14 00 96 b9 a2 ff", "00 00 00 00 00 30 0f 00 ff",
            "00 13 15 17 02 04 06 07 10 11 12 13 14 15 16 17 01 00 03 00"),
    CGA_640("63", "01 01 00 06",
            "5f 4f 50 82 54 80 bf 1f 00 c1 00 00 00 00 00 00 9c 8e 8f 28 00 96 b9 c2 ff", "00 00 00 00 00 00 0d 00 ff",
            "00 17 17 17 17 17 17 17 17 17 17 17 17 17 17 17 01 00 01 00"),
    EGA_320_200("63", "09 0f 00 06",
            "2d 27 28 90 2b 80 bf 1f 00 c0 00 00 00 00 00 00 9c 8e 8f 14 00 96 b9 e3 ff", "00 00 00 00 00 00 05 0f ff",
            "00 01 02 03 04 05 06 07 10 11 12 13 14 15 16 17 01 00 0f 00"),
    EGA_640_200("63", "01 0f 00 06",
            "5f 4f 50 82 54 80 bf 1f 00 c0 00 00 00 00 00 00 9c 8e 8f 28 00 96 b9 e3 ff", "00 00 00 00 00 00 05 0f ff",
            "00 01 02 03 04 05 06 07 10 11 12 13 14 15 16 17 01 00 0f 00"),
    EGA_640_350("a3", "01 0f 00 06",
            "5f 4f 50 82 54 80 bf 1f 00 40 00 00 00 00 00 00 83 85 5d 28 0f 63 ba e3 ff", "00 00 00 00 00 00 05 0f ff",
            "00 01 02 03 04 05 14 07 38 39 3a 3b 3c 3d 3e 3f 01 00 0f 00"),
    VGA_640_480_2("e3", "01 0f 00 06",
            "5f 4f 50 82 54 80 0b 3e 00 40 00 00 00 00 00 00 ea 8c df 28 00 e7 04 c3 ff", "00 00 00 00 00 00 05 0f ff",
            "00 3f 3f 3f 3f 3f 3f 3f 3f 3f 3f 3f 3f 3f 3f 3f 01 00 0f 00"),
    VGA_640_480("e3", "01 0f 00 06",
            "5f 4f 50 82 54 80 0b 3e 00 40 00 00 00 00 00 00 ea 8c df 28 00 e7 04 e3 ff", "00 00 00 00 00 00 05 0f ff",
            "00 01 02 03 04 05 14 07 38 39 3a 3b 3c 3d 3e 3f 01 00 0f 00"),
    VGA_320_200_256("63", "01 0f 00 0e",
            "5f 4f 50 82 54 80 bf 1f 00 41 00 00 00 00 00 00 9c 8e 8f 28 40 96 b9 a3 ff", "00 00 00 00 00 40 05 0f ff",
            "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 41 00 0f 00"),
    /** No mode of the BIOS: 320 by 240, four maps of every fourth dot. */
    MODE_X("e3", "01 0f 00 06",
            "5f 4f 50 82 54 80 0d 3e 00 41 00 00 00 00 00 00 ea ac df 28 00 e7 06 e3 ff", "00 00 00 00 00 40 05 0f ff",
            "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 41 00 0f 00");

    private static final int CRTC_PROTECT = 0x11;

    private final int miscellaneous;
    private final int[] sequencer;
    private final int[] crtc;
    private final int[] graphics;
    private final int[] attributes;

    ModeTable(String miscellaneous, String sequencer, String crtc, String graphics, String attributes) {
        this.miscellaneous = Integer.parseInt(miscellaneous, 16);
        this.sequencer = bytes(sequencer);
        this.crtc = bytes(crtc);
        this.graphics = bytes(graphics);
        this.attributes = bytes(attributes);
    }

    private static int[] bytes(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(b -> Integer.parseInt(b, 16)).toArray();
    }

    /** Sets the mode in the BIOS's order: screen off and sequencer, clock, CRT controller unlocked, the rest, screen on. */
    void set(Bench vga) {
        vga.out(Bench.MISCELLANEOUS, miscellaneous);
        int crtcPort = (miscellaneous & 1) != 0 ? 0x3d4 : 0x3b4;
        vga.indexed(Bench.SEQUENCER, 0, 1);
        for (int i = 0; i < sequencer.length; i++) {
            vga.indexed(Bench.SEQUENCER, i + 1, sequencer[i]);
        }
        vga.indexed(Bench.SEQUENCER, 0, 3);
        vga.indexed(crtcPort, CRTC_PROTECT, 0);
        for (int i = 0; i < crtc.length; i++) {
            vga.indexed(crtcPort, i, crtc[i]);
        }
        for (int i = 0; i < graphics.length; i++) {
            vga.indexed(Bench.GRAPHICS, i, graphics[i]);
        }
        vga.in(crtcPort + 6);
        for (int i = 0; i < attributes.length; i++) {
            vga.out(Bench.ATTRIBUTE, i);
            vga.out(Bench.ATTRIBUTE, attributes[i]);
        }
        vga.out(Bench.ATTRIBUTE, 0x14);
        vga.out(Bench.ATTRIBUTE, 0);
        vga.out(Bench.ATTRIBUTE, 0x20);
        palette(vga);
    }

    /**
     * The first 64 colours are chosen as a BIOS does: those of an EGA (bits: secondary red, green, blue, primary red, green,
     * blue), of a CGA (bit 4 for intensity) in modes of 200 lines, or greys. The others are a cube of 6 by 6 by 5 shades,
     * which is not the BIOS's choice but shows each component.
     */
    private void palette(Bench vga) {
        for (int n = 0; n < 64; n++) {
            if (this == TEXT_MONOCHROME) {
                int grey = ega(n >> 3 & 1, n >> 4 & 1);
                vga.colour(n, grey, grey, grey);
            } else if (name().startsWith("CGA") || name().endsWith("_200")) {
                vga.colour(n, ega(n >> 2 & 1, n >> 4 & 1), ega(n >> 1 & 1, n >> 4 & 1), ega(n & 1, n >> 4 & 1));
            } else {
                vga.colour(n, ega(n >> 2 & 1, n >> 5 & 1), ega(n >> 1 & 1, n >> 4 & 1), ega(n & 1, n >> 3 & 1));
            }
        }
        for (int n = 0; n < 180; n++) {
            vga.colour(64 + n, n / 30 * 63 / 5, n / 5 % 6 * 63 / 5, n % 5 * 63 / 4);
        }
        for (int n = 0; n < 12; n++) {
            vga.colour(244 + n, n * 63 / 11, n * 63 / 11, n * 63 / 11);
        }
    }

    private static int ega(int primary, int secondary) {
        return primary * 42 + secondary * 21;
    }
}
