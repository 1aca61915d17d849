package org.backplane.device.vga.internal;

/** The registers of the graphics controller (FreeVGA "Graphics Registers"; IBM VGA "Graphics Controller"). 0 after reset. */
enum GraphicsRegister implements IndexedRegister {
    SET_RESET(0x00, 0x0f),
    ENABLE_SET_RESET(0x01, 0x0f),
    COLOR_COMPARE(0x02, 0x0f),
    DATA_ROTATE(0x03, 0x1f),
    READ_MAP_SELECT(0x04, 0x03),
    GRAPHICS_MODE(0x05, 0x7b),
    MISCELLANEOUS(0x06, 0x0f),
    COLOR_DONT_CARE(0x07, 0x0f),
    BIT_MASK(0x08, 0xff);

    private final int index;
    private final int writable;

    GraphicsRegister(int index, int writable) {
        this.index = index;
        this.writable = writable;
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
    public String cited() {
        return "graphics register " + name() + " (FreeVGA \"Graphics Registers\")";
    }
}
