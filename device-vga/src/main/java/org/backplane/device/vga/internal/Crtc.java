package org.backplane.device.vga.internal;

import static org.backplane.device.vga.internal.CrtcRegister.CURSOR_END;
import static org.backplane.device.vga.internal.CrtcRegister.CURSOR_LOCATION_HIGH;
import static org.backplane.device.vga.internal.CrtcRegister.CURSOR_LOCATION_LOW;
import static org.backplane.device.vga.internal.CrtcRegister.CURSOR_START;
import static org.backplane.device.vga.internal.CrtcRegister.END_HORIZONTAL_DISPLAY;
import static org.backplane.device.vga.internal.CrtcRegister.HORIZONTAL_TOTAL;
import static org.backplane.device.vga.internal.CrtcRegister.LINE_COMPARE;
import static org.backplane.device.vga.internal.CrtcRegister.MAXIMUM_SCAN_LINE;
import static org.backplane.device.vga.internal.CrtcRegister.MODE_CONTROL;
import static org.backplane.device.vga.internal.CrtcRegister.OFFSET;
import static org.backplane.device.vga.internal.CrtcRegister.OVERFLOW;
import static org.backplane.device.vga.internal.CrtcRegister.PRESET_ROW_SCAN;
import static org.backplane.device.vga.internal.CrtcRegister.START_ADDRESS_HIGH;
import static org.backplane.device.vga.internal.CrtcRegister.START_ADDRESS_LOW;
import static org.backplane.device.vga.internal.CrtcRegister.UNDERLINE_LOCATION;
import static org.backplane.device.vga.internal.CrtcRegister.VERTICAL_DISPLAY_END;
import static org.backplane.device.vga.internal.CrtcRegister.VERTICAL_RETRACE_END;
import static org.backplane.device.vga.internal.CrtcRegister.VERTICAL_RETRACE_START;
import static org.backplane.device.vga.internal.CrtcRegister.VERTICAL_TOTAL;

/**
 * The CRT controller's registers and what follows from them: geometry, addresses, cursor (FreeVGA "CRT Controller
 * Registers"; IBM VGA "CRT Controller").
 *
 * <p>Not modelled: blanking that differs from the end of the display, the skews of display and cursor, the light pen
 * registers behind END_HORIZONTAL_BLANKING bit 7, the vertical interrupt, and the refresh cycles.
 */
final class Crtc {
    /** Bits of the address counter. */
    static final int ADDRESS_MASK = 0xffff;

    private static final int PROTECT = 0x80;
    private static final int PROTECTED_REGISTERS = 8;
    private static final int OVERFLOW_LINE_COMPARE_8 = 0x10;
    private static final int MAXIMUM_SCAN_LINE_COMPARE_9 = 0x40;
    private static final int MAXIMUM_SCAN_DOUBLING = 0x80;
    private static final int CURSOR_DISABLE = 0x20;
    private static final int UNDERLINE_COUNT_BY_4 = 0x20;
    private static final int UNDERLINE_DOUBLEWORD = 0x40;
    private static final int MODE_NOT_CGA_ROWS = 0x01;
    private static final int MODE_NOT_HERCULES_ROWS = 0x02;
    private static final int MODE_SCAN_DIVIDE = 0x04;
    private static final int MODE_COUNT_BY_2 = 0x08;
    private static final int MODE_WRAP_64_KIB = 0x20;
    private static final int MODE_BYTE = 0x40;
    private static final int MODE_SYNC_ENABLE = 0x80;
    private static final int SCAN_LINE = 0x1f;

    /** The bits of the index register. */
    static final int INDEX = 0x3f;

    final RegisterFile registers = new RegisterFile(INDEX, CrtcRegister.values());

    /** Writes the selected register, as far as the protection allows; tells whether it changed. */
    boolean write(int value) {
        if (registers.bit(VERTICAL_RETRACE_END, PROTECT) && registers.index() < PROTECTED_REGISTERS) {
            boolean overflow = registers.index() == OVERFLOW.index();
            int kept = registers.get(OVERFLOW) & ~OVERFLOW_LINE_COMPARE_8;
            return overflow && registers.set(OVERFLOW, kept | value & OVERFLOW_LINE_COMPARE_8);
        }
        return registers.write(value);
    }

    /** Whether the monitor gets synchronization signals. */
    boolean syncEnabled() {
        return registers.bit(MODE_CONTROL, MODE_SYNC_ENABLE);
    }

    int horizontalTotalCharacters() {
        return registers.get(HORIZONTAL_TOTAL) + 5;
    }

    int displayedCharacters() {
        return registers.get(END_HORIZONTAL_DISPLAY) + 1;
    }

    int verticalTotalLines() {
        return (vertical(VERTICAL_TOTAL, 0, 5) + 2) * linesPerCount();
    }

    int displayedLines() {
        return (vertical(VERTICAL_DISPLAY_END, 1, 6) + 1) * linesPerCount();
    }

    int retraceStartLine() {
        return vertical(VERTICAL_RETRACE_START, 2, 7) * linesPerCount();
    }

    /** How long the vertical retrace lasts: until the low four bits of the line counter are those of the register. */
    int retraceLines() {
        int lines = registers.get(VERTICAL_RETRACE_END) - vertical(VERTICAL_RETRACE_START, 2, 7) & 0x0f;
        return (lines == 0 ? 16 : lines) * linesPerCount();
    }

    private int vertical(CrtcRegister low, int bit8, int bit9) {
        int overflow = registers.get(OVERFLOW);
        return registers.get(low) | (overflow >> bit8 & 1) << 8 | (overflow >> bit9 & 1) << 9;
    }

    private int linesPerCount() {
        return registers.bit(MODE_CONTROL, MODE_SCAN_DIVIDE) ? 2 : 1;
    }

    /**
     * The line after which the picture goes on at address 0. 0 is what a reset leaves: it splits nothing, since GRUB as
     * firmware never writes the register, and a picture that starts at address 0 need not be split there.
     */
    int lineCompare() {
        int bit8 = registers.bit(OVERFLOW, OVERFLOW_LINE_COMPARE_8) ? 0x100 : 0;
        int bit9 = registers.bit(MAXIMUM_SCAN_LINE, MAXIMUM_SCAN_LINE_COMPARE_9) ? 0x200 : 0;
        int line = registers.get(LINE_COMPARE) | bit8 | bit9;
        return line == 0 ? Integer.MAX_VALUE : line * linesPerCount();
    }

    /** Rows of a character less one. */
    int maximumScanLine() {
        return registers.get(MAXIMUM_SCAN_LINE) & SCAN_LINE;
    }

    /** How many lines of the picture show the same row: 1, or 2 for the modes of 200 lines. */
    int linesPerRow() {
        return registers.bit(MAXIMUM_SCAN_LINE, MAXIMUM_SCAN_DOUBLING) ? 2 : 1;
    }

    int presetRowScan() {
        return registers.get(PRESET_ROW_SCAN) & SCAN_LINE;
    }

    int bytePanning() {
        return registers.get(PRESET_ROW_SCAN) >> 5 & 3;
    }

    int startAddress() {
        return registers.get(START_ADDRESS_HIGH) << 8 | registers.get(START_ADDRESS_LOW);
    }

    /** How far the address counter goes from one row of characters to the next. */
    int rowPitch() {
        return registers.get(OFFSET) * 2;
    }

    /** The counter's value at a character of a line. */
    int counter(int rowAddress, int character) {
        boolean by4 = registers.bit(UNDERLINE_LOCATION, UNDERLINE_COUNT_BY_4);
        int shift = by4 ? 2 : registers.bit(MODE_CONTROL, MODE_COUNT_BY_2) ? 1 : 0;
        return rowAddress + (character >> shift) & ADDRESS_MASK;
    }

    /** The address in the maps (IBM VGA "CRT Controller", table of memory address bits for byte, word and doubleword). */
    int memoryAddress(int counter, int rowScan) {
        int address;
        if (registers.bit(UNDERLINE_LOCATION, UNDERLINE_DOUBLEWORD)) {
            address = counter << 2 | counter >> 12 & 3;
        } else if (registers.bit(MODE_CONTROL, MODE_BYTE)) {
            address = counter;
        } else {
            address = counter << 1 | counter >> (registers.bit(MODE_CONTROL, MODE_WRAP_64_KIB) ? 15 : 13) & 1;
        }
        if (!registers.bit(MODE_CONTROL, MODE_NOT_CGA_ROWS)) {
            address = address & ~0x2000 | (rowScan & 1) << 13;
        }
        if (!registers.bit(MODE_CONTROL, MODE_NOT_HERCULES_ROWS)) {
            address = address & ~0x4000 | (rowScan >> 1 & 1) << 14;
        }
        return address & ADDRESS_MASK;
    }

    int cursorLocation() {
        return registers.get(CURSOR_LOCATION_HIGH) << 8 | registers.get(CURSOR_LOCATION_LOW);
    }

    boolean cursorEnabled() {
        return !registers.bit(CURSOR_START, CURSOR_DISABLE);
    }

    /** Whether the cursor covers a row of its character; one that would end before it begins covers none. */
    boolean cursorCovers(int rowScan) {
        return rowScan >= (registers.get(CURSOR_START) & SCAN_LINE) && rowScan <= (registers.get(CURSOR_END) & SCAN_LINE);
    }

    /** The row in which an underlined character has its line. */
    int underlineRow() {
        return registers.get(UNDERLINE_LOCATION) & SCAN_LINE;
    }
}
