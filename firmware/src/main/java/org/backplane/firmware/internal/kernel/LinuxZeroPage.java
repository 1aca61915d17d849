package org.backplane.firmware.internal.kernel;

import static org.backplane.firmware.internal.LittleEndian.put32;

import java.util.List;

/**
 * The zero page that a Linux kernel finds at ESI (Linux Documentation/x86/zero-page.rst; struct boot_params), with the
 * setup header in it.
 *
 * <p>Not modelled: screen_info for other screens than a {@link TextScreen}; without one the kernel takes the machine for one
 * without a display that firmware has set up. APM, EDD, EFI and OLPC data; setup_data.
 */
final class LinuxZeroPage {
    static final int BYTES = 4096;
    /** Where the memory map is; the setup header ends before. */
    static final int E820_TABLE = 0x2D0;
    private static final int E820_BYTES = 20;

    // The fields of screen_info, at the beginning of the page (struct screen_info).
    private static final int SCREEN_INFO_BYTES = 0x40;
    private static final int ORIG_X = 0x00;
    private static final int ORIG_Y = 0x01;
    private static final int ORIG_VIDEO_PAGE = 0x04;
    private static final int ORIG_VIDEO_MODE = 0x06;
    private static final int ORIG_VIDEO_COLS = 0x07;
    private static final int ORIG_VIDEO_EGA_BX = 0x0A;
    private static final int ORIG_VIDEO_LINES = 0x0E;
    private static final int ORIG_VIDEO_ISVGA = 0x0F;
    private static final int ORIG_VIDEO_POINTS = 0x10;
    private static final byte IS_VGA = 1;

    // The fields by their names in zero-page.rst and boot.rst.
    private static final int ALT_MEM_K = 0x1E0;
    private static final int E820_ENTRIES = 0x1E8;
    private static final int BOOT_FLAG = 0x1FE;
    private static final int HEADER = 0x202;
    private static final int VERSION = 0x206;
    private static final int TYPE_OF_LOADER = 0x210;
    private static final int LOADFLAGS = 0x211;
    private static final int CODE32_START = 0x214;
    private static final int RAMDISK_IMAGE = 0x218;
    private static final int RAMDISK_SIZE = 0x21C;
    private static final int CMD_LINE_PTR = 0x228;

    private static final byte LOADER_UNDEFINED = (byte) 0xFF;
    private static final byte LOADED_HIGH = 1;

    private final byte[] page = new byte[BYTES];

    LinuxZeroPage(RamMap ram) {
        put32(page, ALT_MEM_K, ram.upperEnd() - RamMap.UPPER_FIRST >> 10);
        List<RamMap.Range> ranges = ram.ranges();
        page[E820_ENTRIES] = (byte) ranges.size();
        for (int i = 0; i < ranges.size(); i++) {
            int entry = E820_TABLE + i * E820_BYTES;
            put32(page, entry, ranges.get(i).first());
            put32(page, entry + 4, ranges.get(i).first() >> 32);
            put32(page, entry + 8, ranges.get(i).lengthBytes());
            put32(page, entry + 12, ranges.get(i).lengthBytes() >> 32);
            put32(page, entry + 16, ranges.get(i).type());
        }
    }

    /** The part of a page that says what is on the screen; it is 0 without one. */
    static byte[] screenInfo(TextScreen screen) {
        byte[] info = new byte[SCREEN_INFO_BYTES];
        info[ORIG_X] = (byte) screen.column();
        info[ORIG_Y] = (byte) screen.row();
        info[ORIG_VIDEO_PAGE] = (byte) screen.page();
        info[ORIG_VIDEO_MODE] = TextScreen.MODE;
        info[ORIG_VIDEO_COLS] = TextScreen.COLUMNS;
        info[ORIG_VIDEO_EGA_BX] = (byte) screen.memory();
        info[ORIG_VIDEO_LINES] = (byte) screen.lines();
        info[ORIG_VIDEO_ISVGA] = IS_VGA;
        info[ORIG_VIDEO_POINTS] = (byte) screen.points();
        return info;
    }

    /** Takes the setup header over from a bzImage, whose code is at an address. */
    void copy(LinuxHeader header, long codeStart) {
        System.arraycopy(header.image(), LinuxHeader.FIRST, page, LinuxHeader.FIRST, header.end() - LinuxHeader.FIRST);
        put32(page, CODE32_START, codeStart);
        page[TYPE_OF_LOADER] = LOADER_UNDEFINED;
    }

    /** Makes a setup header for a kernel that has none, because it is unpacked already. */
    void makeHeader() {
        page[BOOT_FLAG] = 0x55;
        page[BOOT_FLAG + 1] = (byte) 0xAA;
        put32(page, HEADER, KernelFormat.LINUX_HEADER_MAGIC);
        page[VERSION] = 0x0F;
        page[VERSION + 1] = 0x02;
        page[LOADFLAGS] = LOADED_HIGH;
        page[TYPE_OF_LOADER] = LOADER_UNDEFINED;
    }

    void commandLine(long physical) {
        put32(page, CMD_LINE_PTR, physical);
    }

    void initrd(long physical, long lengthBytes) {
        put32(page, RAMDISK_IMAGE, physical);
        put32(page, RAMDISK_SIZE, lengthBytes);
    }

    byte[] bytes() {
        return page;
    }
}
