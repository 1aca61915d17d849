package org.backplane.device.vga.internal;

/**
 * The attribute controller: attributes and dots become colours (FreeVGA "Attribute Controller Registers"). One port takes
 * index and data in turn; a flip-flop says which is next, and reading input status 1 resets it.
 *
 * <p>Dots of 256-colour modes pass it by. On silicon each half of them goes through the palette, which then has to hold the
 * numbers 0 to 15.
 *
 * <p>Not modelled: blinking in graphics modes, and the diagnostic bits of the color plane enable register.
 */
final class AttributeController {
    private static final int PALETTE_ADDRESS_SOURCE = 0x20;
    private static final int MODE_LINE_GRAPHICS = 0x04;
    private static final int MODE_BLINK = 0x08;
    private static final int MODE_PANNING_UNTIL_SPLIT = 0x20;
    private static final int MODE_8_BIT_COLOR = 0x40;
    private static final int MODE_PALETTE_BITS_5_4_SELECT = 0x80;
    private static final int PLANES = 0x0f;

    final RegisterFile registers = new RegisterFile(0x1f, AttributeRegister.values());
    private boolean dataNext;
    private boolean paletteAddressSource;

    void reset() {
        registers.reset();
        dataNext = false;
        paletteAddressSource = false;
    }

    /** Restores what is beside the registers. */
    void restore(boolean dataIsNext, boolean paletteFeedsPicture) {
        dataNext = dataIsNext;
        paletteAddressSource = paletteFeedsPicture;
    }

    /** Input status 1 was read: the next write is an index. */
    void expectIndex() {
        dataNext = false;
    }

    /** Whether the next write is data for the selected register. */
    boolean expectsData() {
        return dataNext;
    }

    /** Whether the palette feeds the picture and cannot be written; while it does not, the screen has the border's colour. */
    boolean paletteAddressSource() {
        return paletteAddressSource;
    }

    /** What the address port reads. */
    int address() {
        return registers.index() | (paletteAddressSource ? PALETTE_ADDRESS_SOURCE : 0);
    }

    /** A write of the port; tells whether the picture may have changed. */
    boolean write(int value) {
        boolean data = dataNext;
        dataNext = !dataNext;
        if (data) {
            return !paletteLocked() && registers.write(value);
        }
        registers.select(value);
        boolean before = paletteAddressSource;
        paletteAddressSource = (value & PALETTE_ADDRESS_SOURCE) != 0;
        return before != paletteAddressSource;
    }

    /** Whether a write of data would go to a palette register while the palette feeds the picture. */
    boolean paletteLocked() {
        return paletteAddressSource && registers.index() < AttributeRegister.PALETTE_REGISTERS;
    }

    /** The number in the DAC of each of the sixteen colours. */
    int[] colours() {
        int[] colours = new int[AttributeRegister.PALETTE_REGISTERS];
        int select = registers.get(AttributeRegister.COLOR_SELECT);
        int enabled = registers.get(AttributeRegister.COLOR_PLANE_ENABLE) & PLANES;
        boolean select54 = registers.bit(AttributeRegister.MODE_CONTROL, MODE_PALETTE_BITS_5_4_SELECT);
        for (int colour = 0; colour < colours.length; colour++) {
            int entry = registers.get(AttributeRegister.palette(colour & enabled));
            int low = select54 ? entry & 0x0f | (select & 0x03) << 4 : entry;
            colours[colour] = low | (select & 0x0c) << 4;
        }
        return colours;
    }

    int overscan() {
        return registers.get(AttributeRegister.OVERSCAN_COLOR);
    }

    boolean eightBitColour() {
        return registers.bit(AttributeRegister.MODE_CONTROL, MODE_8_BIT_COLOR);
    }

    boolean blink() {
        return registers.bit(AttributeRegister.MODE_CONTROL, MODE_BLINK);
    }

    /** Whether the ninth dot of the characters C0h to DFh repeats the eighth. */
    boolean lineGraphics() {
        return registers.bit(AttributeRegister.MODE_CONTROL, MODE_LINE_GRAPHICS);
    }

    /** Whether the part of the picture below the split stays where it is when the one above is panned. */
    boolean panningEndsAtSplit() {
        return registers.bit(AttributeRegister.MODE_CONTROL, MODE_PANNING_UNTIL_SPLIT);
    }

    /** How many dots the picture is shifted to the left (FreeVGA "Pixel Shift Count"). */
    int panningDots(int characterDots) {
        int value = registers.get(AttributeRegister.HORIZONTAL_PIXEL_PANNING);
        if (characterDots == 9) {
            return value >= 8 ? 0 : value + 1;
        }
        return eightBitColour() ? value & 0x06 : value & 0x07;
    }
}
