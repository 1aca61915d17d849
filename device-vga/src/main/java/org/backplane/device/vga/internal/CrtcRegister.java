package org.backplane.device.vga.internal;

/**
 * The registers of the CRT controller (FreeVGA "CRT Controller Registers"; IBM VGA "CRT Controller"). IBM leaves open what
 * is in them after a reset: here it is 0, and in the mode control register what every colour text mode has there (IBM VGA
 * "Modes of Operation"), because GRUB as firmware shows its text without writing it.
 */
enum CrtcRegister implements IndexedRegister {
    HORIZONTAL_TOTAL(0x00, 0xff),
    END_HORIZONTAL_DISPLAY(0x01, 0xff),
    START_HORIZONTAL_BLANKING(0x02, 0xff),
    END_HORIZONTAL_BLANKING(0x03, 0xff),
    START_HORIZONTAL_RETRACE(0x04, 0xff),
    END_HORIZONTAL_RETRACE(0x05, 0xff),
    VERTICAL_TOTAL(0x06, 0xff),
    OVERFLOW(0x07, 0xff),
    PRESET_ROW_SCAN(0x08, 0x7f),
    MAXIMUM_SCAN_LINE(0x09, 0xff),
    CURSOR_START(0x0a, 0x3f),
    CURSOR_END(0x0b, 0x7f),
    START_ADDRESS_HIGH(0x0c, 0xff),
    START_ADDRESS_LOW(0x0d, 0xff),
    CURSOR_LOCATION_HIGH(0x0e, 0xff),
    CURSOR_LOCATION_LOW(0x0f, 0xff),
    VERTICAL_RETRACE_START(0x10, 0xff),
    VERTICAL_RETRACE_END(0x11, 0xff),
    VERTICAL_DISPLAY_END(0x12, 0xff),
    OFFSET(0x13, 0xff),
    UNDERLINE_LOCATION(0x14, 0x7f),
    START_VERTICAL_BLANKING(0x15, 0xff),
    END_VERTICAL_BLANKING(0x16, 0xff),
    MODE_CONTROL(0x17, 0xef, 0xa3),
    LINE_COMPARE(0x18, 0xff);

    private final int index;
    private final int writable;
    private final int afterReset;

    CrtcRegister(int index, int writable) {
        this(index, writable, 0);
    }

    CrtcRegister(int index, int writable, int afterReset) {
        this.index = index;
        this.writable = writable;
        this.afterReset = afterReset;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public int writable() {
        return writable;
    }

    @Override
    public int afterReset() {
        return afterReset;
    }

    @Override
    public String cited() {
        return "CRTC register " + name() + " (FreeVGA \"CRT Controller Registers\")";
    }
}
