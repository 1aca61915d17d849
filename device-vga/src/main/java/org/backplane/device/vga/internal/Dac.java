package org.backplane.device.vga.internal;

import java.util.Arrays;
import org.backplane.bus.state.StateException;

/**
 * The video DAC: 256 colours of three components, each written and read as three bytes in a row (FreeVGA "VGA DAC
 * Operation", "Color Registers"). Components have 6 bits, or 8 while the display interface says so.
 *
 * <p>Silicon leaves colours and pixel mask undefined until they are written; here the colours are black and the mask lets
 * everything through.
 */
final class Dac {
    static final int COLOURS = 256;
    /** What the state register says after the read address, or the write address, was written last. */
    static final int STATE_READ = 0x03;
    static final int STATE_WRITE = 0x00;

    private static final int COMPONENTS = 3;
    private static final int SIX_BITS = 0x3f;

    private final byte[] components = new byte[COLOURS * COMPONENTS];
    private int writeAt;
    private int readAt;
    private int state;
    private int pixelMask;
    private boolean eightBits;

    Dac() {
        reset();
    }

    void reset() {
        Arrays.fill(components, (byte) 0);
        writeAt = 0;
        readAt = 0;
        state = STATE_WRITE;
        pixelMask = 0xff;
        eightBits = false;
    }

    /** Colours, counters and mask. */
    record State(byte[] components, int writeAt, int readAt, int state, int pixelMask, boolean eightBits) {
    }

    State contents() {
        return new State(components.clone(), writeAt, readAt, state, pixelMask, eightBits);
    }

    void restore(State before) {
        if (before.components.length != components.length) {
            throw new StateException(before.components.length + " components of colours where there are "
                    + components.length);
        }
        System.arraycopy(before.components, 0, components, 0, components.length);
        writeAt = Math.floorMod(before.writeAt, components.length);
        readAt = Math.floorMod(before.readAt, components.length);
        state = before.state;
        pixelMask = before.pixelMask;
        eightBits = before.eightBits;
    }

    void eightBits(boolean wide) {
        eightBits = wide;
    }

    boolean eightBits() {
        return eightBits;
    }

    int pixelMask() {
        return pixelMask;
    }

    void pixelMask(int value) {
        pixelMask = value;
    }

    int state() {
        return state;
    }

    void writeAddress(int colour) {
        writeAt = colour * COMPONENTS;
        state = STATE_WRITE;
    }

    int writeAddress() {
        return writeAt / COMPONENTS;
    }

    void readAddress(int colour) {
        readAt = colour * COMPONENTS;
        state = STATE_READ;
    }

    /** Writes the next component, and goes on to the one after it. */
    void write(int value) {
        components[writeAt] = (byte) (eightBits ? value : value & SIX_BITS);
        writeAt = (writeAt + 1) % components.length;
    }

    /** What the next read gives. */
    int peek() {
        return components[readAt] & (eightBits ? 0xff : SIX_BITS);
    }

    int read() {
        int value = peek();
        readAt = (readAt + 1) % components.length;
        return value;
    }

    /** The colours as pixels {@code 0x00RRGGBB}, behind the pixel mask. */
    int[] palette() {
        int[] palette = new int[COLOURS];
        for (int colour = 0; colour < COLOURS; colour++) {
            int first = (colour & pixelMask) * COMPONENTS;
            palette[colour] = level(first) << 16 | level(first + 1) << 8 | level(first + 2);
        }
        return palette;
    }

    private int level(int at) {
        int value = components[at];
        return eightBits ? value & 0xff : (value & SIX_BITS) << 2 | (value & SIX_BITS) >> 4;
    }
}
