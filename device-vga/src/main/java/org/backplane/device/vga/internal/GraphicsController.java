package org.backplane.device.vga.internal;

/**
 * The graphics controller: what happens to a byte between the processor and the four maps (FreeVGA "Graphics Registers",
 * "Accessing Graphics Memory"). The bytes of the maps at one address travel as an {@code int}, map 0 in the lowest byte.
 *
 * <p>Not modelled: bit 1 of miscellaneous graphics ({@link HostWindow}).
 */
final class GraphicsController {
    /** For each combination of maps, ones in their bytes. */
    private static final int[] MAPS = maps();
    private static final int EVERY_MAP = 0x0101_0101;
    private static final int ROTATE_COUNT = 0x07;
    private static final int MODE_WRITE = 0x03;
    private static final int MODE_READ = 0x08;
    private static final int MODE_ODD_EVEN = 0x10;
    private static final int MISCELLANEOUS_GRAPHICS = 0x01;

    /** The bits of the index register. */
    static final int INDEX = 0x0f;

    final RegisterFile registers = new RegisterFile(INDEX, GraphicsRegister.values());
    private int latches;

    /** How the shift registers are loaded ("Graphics Mode" bits 5 and 6). */
    enum Shift { PLANES, INTERLEAVED, PACKED }

    void reset() {
        registers.reset();
        latches = 0;
    }

    int latches() {
        return latches;
    }

    /** Ones in the bytes of the given maps. */
    static int bytesOf(int maps) {
        return MAPS[maps];
    }

    void latch(int maps) {
        latches = maps;
    }

    /** What the processor reads while the latches hold the given maps. */
    int read(int maps, int map) {
        if (!registers.bit(GraphicsRegister.GRAPHICS_MODE, MODE_READ)) {
            return maps >>> 8 * map & 0xff;
        }
        int differing = (maps ^ MAPS[registers.get(GraphicsRegister.COLOR_COMPARE)])
                & MAPS[registers.get(GraphicsRegister.COLOR_DONT_CARE)];
        return ~(differing | differing >>> 8 | differing >>> 16 | differing >>> 24) & 0xff;
    }

    /** What arrives at the maps when the processor writes a byte ("Graphics Mode" bits 0 and 1). */
    int write(int value) {
        return switch (registers.get(GraphicsRegister.GRAPHICS_MODE) & MODE_WRITE) {
            case 0 -> masked(setReset(rotated(value) * EVERY_MAP), bitMask());
            case 1 -> latches;
            case 2 -> masked(MAPS[value & 0x0f], bitMask());
            default -> masked(MAPS[registers.get(GraphicsRegister.SET_RESET)], rotated(value) & bitMask());
        };
    }

    private int rotated(int value) {
        int count = registers.get(GraphicsRegister.DATA_ROTATE) & ROTATE_COUNT;
        return (value >>> count | value << 8 - count) & 0xff;
    }

    private int setReset(int data) {
        int enabled = registers.get(GraphicsRegister.ENABLE_SET_RESET);
        return data & ~MAPS[enabled] | MAPS[enabled & registers.get(GraphicsRegister.SET_RESET)];
    }

    private int masked(int data, int mask) {
        int bits = mask * EVERY_MAP;
        int result = switch (registers.get(GraphicsRegister.DATA_ROTATE) >> 3) {
            case 0 -> data;
            case 1 -> data & latches;
            case 2 -> data | latches;
            default -> data ^ latches;
        };
        return result & bits | latches & ~bits;
    }

    private int bitMask() {
        return registers.get(GraphicsRegister.BIT_MASK);
    }

    int readMap() {
        return registers.get(GraphicsRegister.READ_MAP_SELECT);
    }

    /** Whether even addresses mean maps 0 and 2, odd ones 1 and 3, and the lowest bit does not reach the maps. */
    boolean oddEven() {
        return registers.bit(GraphicsRegister.GRAPHICS_MODE, MODE_ODD_EVEN);
    }

    boolean graphics() {
        return registers.bit(GraphicsRegister.MISCELLANEOUS, MISCELLANEOUS_GRAPHICS);
    }

    HostWindow.Map memoryMap() {
        return HostWindow.Map.values()[registers.get(GraphicsRegister.MISCELLANEOUS) >> 2];
    }

    Shift shift() {
        int mode = registers.get(GraphicsRegister.GRAPHICS_MODE) >> 5;
        return mode >= 2 ? Shift.PACKED : mode == 1 ? Shift.INTERLEAVED : Shift.PLANES;
    }

    private static int[] maps() {
        int[] table = new int[16];
        for (int maps = 0; maps < 16; maps++) {
            for (int map = 0; map < 4; map++) {
                table[maps] |= (maps >> map & 1) * 0xff << 8 * map;
            }
        }
        return table;
    }
}
