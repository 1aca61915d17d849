package org.backplane.firmware.internal.kernel;

import java.util.Optional;
import org.backplane.bus.Dma;
import org.backplane.firmware.internal.LittleEndian;

/**
 * The screen of text that the display adapter's firmware has set up, in mode 3, as the BIOS data area describes it (PS/2 BIOS
 * "Video Control Data Area 1" and "2"). The boot ROM clears the area before, and calls that firmware if there is any.
 *
 * @param column where the cursor is, from 0
 * @param row    where the cursor is, from 0
 * @param page   the page that is displayed
 * @param lines  how many lines there are
 * @param points height of a character in scan lines
 * @param memory how much memory the adapter has, as INT 10h function 12h tells it: 0 to 3 for 64, 128, 192, 256 KiB
 */
record TextScreen(int column, int row, int page, int lines, int points, int memory) {
    static final int MODE = 3;
    static final int COLUMNS = 80;

    private static final int DATA_AREA = 0x400;
    private static final int DATA_BYTES = 0x100;
    private static final int CRT_MODE = 0x49;
    private static final int CRT_COLS = 0x4A;
    private static final int CURSOR_POSN = 0x50;
    private static final int ACTIVE_PAGE = 0x62;
    private static final int ROWS = 0x84;
    private static final int POINTS = 0x85;
    private static final int INFO = 0x87;
    private static final int INFO_MEMORY_SHIFT = 5;
    private static final int INFO_MEMORY = 3;

    /** Looks at the data area, which is there until a kernel is loaded over it; nothing if no such mode is set. */
    static Optional<TextScreen> of(Dma memory) {
        byte[] area = new byte[DATA_BYTES];
        memory.read(DATA_AREA, area, 0, DATA_BYTES);
        if (area[CRT_MODE] != MODE || LittleEndian.get16(area, CRT_COLS) != COLUMNS) {
            return Optional.empty();
        }
        return Optional.of(new TextScreen(area[CURSOR_POSN] & 0xFF, area[CURSOR_POSN + 1] & 0xFF, area[ACTIVE_PAGE] & 0xFF,
                (area[ROWS] & 0xFF) + 1, LittleEndian.get16(area, POINTS), area[INFO] >> INFO_MEMORY_SHIFT & INFO_MEMORY));
    }
}
