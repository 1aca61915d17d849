package org.backplane.device.vga.internal;

/** The registers of the display interface (Bochs VBE "Display interface"), at their indices from 0 on. */
enum DispiRegister {
    ID,
    XRES,
    YRES,
    BPP,
    ENABLE,
    BANK,
    VIRT_WIDTH,
    VIRT_HEIGHT,
    X_OFFSET,
    Y_OFFSET,
    VIDEO_MEMORY_64K,
    /** Any other index. */
    NONE;

    private static final DispiRegister[] ALL = values();

    static DispiRegister at(int index) {
        return index < NONE.ordinal() ? ALL[index] : NONE;
    }

    int index() {
        return ordinal();
    }
}
