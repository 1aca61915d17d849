package org.backplane.device.ide.internal;

import java.nio.charset.StandardCharsets;

/** The 256 words that IDENTIFY DEVICE and IDENTIFY PACKET DEVICE give (ATA-6 §8.15 table 27, §8.16 table 28). */
final class IdentifyDevice {
    static final int PIO_MODE_LIMIT = 4;
    static final int MULTIWORD_MODE_LIMIT = 2;
    static final int ULTRA_MODE_LIMIT = 5;

    private static final int WORDS = 256;
    private static final long LBA28_LIMIT = 0x0fffffff;
    private static final int SUPPORTED_82 = 0x7068;         // NOP, READ and WRITE BUFFER, look-ahead, write cache, power
    private static final int WRITE_CACHE_82 = 0x0020;
    private static final int LOOK_AHEAD_82 = 0x0040;
    private static final int SUPPORTED_83 = 0x7400;         // FLUSH CACHE (EXT), 48-bit addresses
    private static final int SUPPORTED_84 = 0x4000;
    private static final int CYCLE_NANOS = 120;

    private final int[] words = new int[WORDS];

    private IdentifyDevice() {
    }

    static byte[] disk(DiskSettings settings, boolean device1, String serial) {
        IdentifyDevice identify = new IdentifyDevice();
        identify.geometry(settings);
        identify.names(serial, "Backplane disk");
        identify.capabilities(0x0f00, settings.multiwordSelected(), settings.ultraSelected());
        identify.words[47] = 0x8000 | DiskSettings.MULTIPLE_LIMIT;
        identify.words[50] = 0x4000;
        identify.words[59] = settings.multiple() == 0 ? 0 : 0x0100 | settings.multiple();
        identify.words[80] = 0x007e;                        // ATA-1 to ATA/ATAPI-6
        int enabled = SUPPORTED_82 & ~(settings.writeCache() ? 0 : WRITE_CACHE_82) & ~(settings.lookAhead() ? 0 : LOOK_AHEAD_82);
        identify.features(SUPPORTED_82, enabled, SUPPORTED_83);
        identify.words[93] = device1 ? 0x6b00 : 0x600b;     // 80-conductor cable, number by jumper, diagnostics passed
        identify.quad(100, settings.totalSectors());
        return identify.bytes();
    }

    static byte[] cdrom(DiskSettings settings, boolean device1, String serial) {
        IdentifyDevice identify = new IdentifyDevice();
        identify.words[0] = 0x85c0;                         // ATAPI, CD-ROM, removable, DRQ within 50 us, 12-byte packets
        identify.names(serial, "Backplane CD-ROM");
        identify.capabilities(0x0f00, settings.multiwordSelected(), settings.ultraSelected());
        identify.words[80] = 0x007e;
        identify.features(0x4218, 0x4218, 0x4000);          // NOP, DEVICE RESET, PACKET, power management
        identify.words[93] = device1 ? 0x6b00 : 0x600b;
        return identify.bytes();
    }

    private void geometry(DiskSettings settings) {
        words[0] = 0x0040;                                  // not removable
        words[1] = settings.defaultCylinders();
        words[3] = settings.defaultHeads();
        words[6] = settings.defaultSectors();
        words[54] = settings.cylinders();
        words[55] = settings.heads();
        words[56] = settings.sectors();
        pair(57, Math.min((long) settings.cylinders() * settings.heads() * settings.sectors(), settings.totalSectors()));
        pair(60, Math.min(settings.totalSectors(), LBA28_LIMIT));
    }

    private void names(String serial, String model) {
        text(10, 10, serial);
        text(23, 4, "0.1");
        text(27, 20, model);
    }

    private void capabilities(int word49, int multiwordSelected, int ultraSelected) {
        words[49] = word49;                                 // DMA, LBA, IORDY
        words[51] = 0x0200;                                 // PIO mode 2 without IORDY
        words[53] = 0x0007;
        words[63] = (2 << MULTIWORD_MODE_LIMIT) - 1 | multiwordSelected;
        words[64] = 0x0003;                                 // PIO modes 3 and 4
        for (int word = 65; word <= 68; word++) {
            words[word] = CYCLE_NANOS;
        }
        words[88] = (2 << ULTRA_MODE_LIMIT) - 1 | ultraSelected;
    }

    private void features(int supported82, int enabled82, int supported83) {
        words[82] = supported82;
        words[83] = supported83;
        words[84] = SUPPORTED_84;
        words[85] = enabled82;
        words[86] = supported83 & 0x3fff;
        words[87] = SUPPORTED_84;
    }

    private void pair(int word, long value) {
        words[word] = (int) value & 0xffff;
        words[word + 1] = (int) (value >> 16) & 0xffff;
    }

    private void quad(int word, long value) {
        pair(word, value);
        pair(word + 2, value >> 32);
    }

    /** Text has its first character in the high byte and is padded with blanks (§3.2.9). */
    private void text(int word, int length, String text) {
        byte[] ascii = String.format("%-" + 2 * length + "." + 2 * length + "s", text).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < length; i++) {
            words[word + i] = (ascii[2 * i] & 0xff) << 8 | ascii[2 * i + 1] & 0xff;
        }
    }

    /** The words in order, with the checksum of word 255 (§8.15.61). */
    private byte[] bytes() {
        byte[] bytes = new byte[2 * WORDS];
        words[255] = 0x00a5;
        int sum = 0;
        for (int i = 0; i < WORDS; i++) {
            bytes[2 * i] = (byte) words[i];
            bytes[2 * i + 1] = (byte) (words[i] >> 8);
            sum += bytes[2 * i] + bytes[2 * i + 1];
        }
        bytes[2 * WORDS - 1] = (byte) -sum;
        return bytes;
    }
}
