package org.backplane.device.vga.internal;

/**
 * The registers of the attribute controller (FreeVGA "Attribute Controller Registers"). They are 0 after a reset, but all
 * colour planes are enabled, as in every mode of IBM's: GRUB as firmware shows its text without writing that register.
 */
enum AttributeRegister implements IndexedRegister {
    /** The first of the sixteen palette registers; {@link #PALETTE_REGISTERS} are at the indices from 0 on. */
    PALETTE_0(0x00, 0x3f), PALETTE_1(0x01, 0x3f), PALETTE_2(0x02, 0x3f), PALETTE_3(0x03, 0x3f),
    PALETTE_4(0x04, 0x3f), PALETTE_5(0x05, 0x3f), PALETTE_6(0x06, 0x3f), PALETTE_7(0x07, 0x3f),
    PALETTE_8(0x08, 0x3f), PALETTE_9(0x09, 0x3f), PALETTE_A(0x0a, 0x3f), PALETTE_B(0x0b, 0x3f),
    PALETTE_C(0x0c, 0x3f), PALETTE_D(0x0d, 0x3f), PALETTE_E(0x0e, 0x3f), PALETTE_F(0x0f, 0x3f),
    MODE_CONTROL(0x10, 0xef),
    OVERSCAN_COLOR(0x11, 0xff),
    COLOR_PLANE_ENABLE(0x12, 0x3f) {
        @Override
        public int afterReset() {
            return 0x0f;
        }
    },
    HORIZONTAL_PIXEL_PANNING(0x13, 0x0f),
    COLOR_SELECT(0x14, 0x0f);

    /** How many palette registers there are. */
    static final int PALETTE_REGISTERS = 16;

    private static final AttributeRegister[] ALL = values();

    private final int index;
    private final int writable;

    AttributeRegister(int index, int writable) {
        this.index = index;
        this.writable = writable;
    }

    static AttributeRegister palette(int colour) {
        return ALL[colour];
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
        return "attribute register " + name() + " (FreeVGA \"Attribute Controller Registers\")";
    }
}
