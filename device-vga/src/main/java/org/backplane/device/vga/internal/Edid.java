package org.backplane.device.vga.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the monitor says about itself: a base block of E-EDID 1.4 (E-EDID "EDID Base Block Format"). It is a digital monitor of
 * 4:3 with 1024 by 768 as its preferred mode.
 */
final class Edid {
    static final int BYTES = 128;

    private static final byte[] HEADER = {0, -1, -1, -1, -1, -1, -1, 0};
    private static final int WIDTH_CENTIMETRES = 32;
    private static final int HEIGHT_CENTIMETRES = 24;
    private static final int DESCRIPTORS = 54;
    private static final int DESCRIPTOR_BYTES = 18;
    /** Digital, 8 bits for each primary, interface not said. */
    private static final int VIDEO_INPUT = 0xa0;
    /** sRGB is the default, and the preferred mode is the native one. */
    private static final int FEATURES = 0x06;
    /** The primaries and the white of sRGB, ten bits each. */
    private static final int[] CHROMATICITY = {0xee, 0x91, 0xa3, 0x54, 0x4c, 0x99, 0x26, 0x0f, 0x50, 0x54};
    /** 720x400 at 70 Hz, 640x480, 800x600 and 1024x768 at 60 Hz. */
    private static final int[] ESTABLISHED = {0xa1, 0x08, 0x00};
    /** 1280x960, 1280x1024, 1400x1050, 1600x1200 at 60 Hz. */
    private static final int[] STANDARD = {0x81, 0x40, 0x81, 0x80, 0x90, 0x40, 0xa9, 0x40};
    /** 1024x768 at 60 Hz: 65 MHz, blanking 320 and 38, front porches 24 and 3, pulses 136 and 6, both negative. */
    private static final int[] PREFERRED = {0x64, 0x19, 0x00, 0x40, 0x41, 0x00, 0x26, 0x30, 0x18, 0x88, 0x36, 0x00,
        0x40, 0xf0, 0x10, 0x00, 0x00, 0x18};
    /** 50 to 75 Hz, 30 to 83 kHz, up to 170 MHz; no secondary formula. */
    private static final int[] LIMITS = {50, 75, 30, 83, 17, 0x01, '\n', ' ', ' ', ' ', ' ', ' ', ' '};

    private static final int TAG_NAME = 0xfc;
    private static final int TAG_LIMITS = 0xfd;
    private static final int TAG_DUMMY = 0x10;

    private Edid() {
    }

    /** Makes the block. */
    static byte[] block() {
        byte[] block = Arrays.copyOf(HEADER, BYTES);
        put(block, 8, manufacturer("BKP"), 0x01, 0x00, 1, 0, 0, 0);
        put(block, 16, 1, 2026 - 1990, 1, 4);
        put(block, 20, VIDEO_INPUT, WIDTH_CENTIMETRES, HEIGHT_CENTIMETRES, 220 - 100, FEATURES);
        put(block, 25, CHROMATICITY);
        put(block, 35, ESTABLISHED);
        put(block, 38, STANDARD);
        put(block, 46, 1, 1, 1, 1, 1, 1, 1, 1);
        put(block, DESCRIPTORS, PREFERRED);
        descriptor(block, 1, TAG_NAME, text("Backplane"));
        descriptor(block, 2, TAG_LIMITS, LIMITS);
        descriptor(block, 3, TAG_DUMMY);
        int sum = 0;
        for (byte b : block) {
            sum += b;
        }
        block[BYTES - 1] = (byte) -sum;
        return block;
    }

    private static void put(byte[] block, int at, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            block[at + i] = (byte) bytes[i];
        }
    }

    /** Writes the two bytes of the manufacturer first, and then the others. */
    private static void put(byte[] block, int at, int[] manufacturer, int... bytes) {
        put(block, at, manufacturer);
        put(block, at + manufacturer.length, bytes);
    }

    /** Three letters of five bits, the first one in the highest bits, high byte first. */
    private static int[] manufacturer(String letters) {
        int id = 0;
        for (char letter : letters.toCharArray()) {
            id = id << 5 | letter - 'A' + 1;
        }
        return new int[] {id >> 8, id & 0xff};
    }

    private static void descriptor(byte[] block, int number, int tag, int... data) {
        put(block, DESCRIPTORS + number * DESCRIPTOR_BYTES, 0, 0, 0, tag, 0);
        put(block, DESCRIPTORS + number * DESCRIPTOR_BYTES + 5, data);
    }

    /** Thirteen characters: the text, a line feed, blanks. */
    private static int[] text(String text) {
        byte[] padded = (text + "\n            ").substring(0, 13).getBytes(StandardCharsets.US_ASCII);
        int[] characters = new int[padded.length];
        Arrays.setAll(characters, i -> padded[i]);
        return characters;
    }
}
