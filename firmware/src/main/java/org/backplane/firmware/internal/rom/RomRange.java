package org.backplane.firmware.internal.rom;

import java.util.stream.Stream;

/**
 * The two places where a PC sees its firmware ROM (SDM 3A §9.1.4; 82371AB "XBCS", whose bridge decodes up to 1 MiB at
 * the top; larger parts are decoded whole here).
 */
enum RomRange {
    /** The whole part, ending with the last byte of the first 4 GiB: the reset vector is 16 bytes below. */
    HIGH("high", 0xFFFF_FFFFL, 0x100_0000),
    /** The last 128 KiB of it, ending with the last byte of the first MiB, where real mode reaches it. */
    LOW("low", 0xF_FFFFL, 0x2_0000);

    /** Above RAM, which has 0. */
    static final int PRIORITY = 10;
    static final String WIDTHS = "1,2,4,8";

    private final String rangeName;
    private final long last;
    private final int limitBytes;

    RomRange(String rangeName, long last, int limitBytes) {
        this.rangeName = rangeName;
        this.last = last;
        this.limitBytes = limitBytes;
    }

    String rangeName() {
        return rangeName;
    }

    static String[] names() {
        return Stream.of(values()).map(RomRange::rangeName).toArray(String[]::new);
    }

    /** The addresses for a part of that size, as {@code bus.memory} has them. */
    static String[] addresses(int partBytes) {
        return Stream.of(values()).map(range -> range.address(partBytes)).toArray(String[]::new);
    }

    private String address(int partBytes) {
        return String.format("0x%x-0x%x", last + 1 - Math.min(partBytes, limitBytes), last);
    }
}
