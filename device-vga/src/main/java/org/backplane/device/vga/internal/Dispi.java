package org.backplane.device.vga.internal;

import org.backplane.bus.state.StateException;

/**
 * The Bochs display interface, with which a driver sets modes of any size without knowing the registers of a VGA (Bochs VBE
 * "Display interface", version B0C5h).
 *
 * <p>Size and depth can be set while it is disabled; enabling sets the virtual width to the width and the offsets to 0. The
 * virtual height is what fits into the memory. A virtual width or offset that does not fit is cut down.
 *
 * <p>Not modelled: the difference between banked and linear frame buffer modes (window and linear frame buffer both work in
 * each), separate banks for reads and writes, and the monitor's data channel of later versions.
 */
final class Dispi {
    static final int ID_FIRST = 0xb0c0;
    static final int ID_LATEST = 0xb0c5;
    static final int MAXIMUM_WIDTH = 16000;
    static final int MAXIMUM_HEIGHT = 12000;
    static final int MAXIMUM_DEPTH = 32;
    static final int ENABLED = 0x01;
    static final int GET_CAPABILITIES = 0x02;
    static final int EIGHT_BIT_DAC = 0x20;
    static final int LINEAR_FRAME_BUFFER = 0x40;
    static final int KEEP_MEMORY = 0x80;

    private static final int ENABLE_WRITABLE = ENABLED | GET_CAPABILITIES | EIGHT_BIT_DAC | LINEAR_FRAME_BUFFER | KEEP_MEMORY;
    private static final int UNIT_BYTES = 64 << 10;

    private final VideoMemory memory;
    private final Dac dac;
    private int selected;
    private int id;
    private int width;
    private int height;
    private int depth;
    private int enable;
    private boolean active;
    private int bank;
    private int virtualWidth;
    private int xOffset;
    private int yOffset;

    Dispi(VideoMemory memory, Dac dac) {
        this.memory = memory;
        this.dac = dac;
        reset();
    }

    void reset() {
        selected = 0;
        id = ID_LATEST;
        width = 0;
        height = 0;
        depth = 8;
        bank = 0;
        virtualWidth = 0;
        xOffset = 0;
        yOffset = 0;
        enable = 0;
        active = false;
    }

    /** The registers as they are, and whether the interface makes the picture. */
    record State(int selected, int id, int width, int height, int depth, int enable, boolean active, int bank,
            int virtualWidth, int xOffset, int yOffset) {
    }

    State state() {
        return new State(selected, id, width, height, depth, enable, active, bank, virtualWidth, xOffset, yOffset);
    }

    void restore(State state) {
        if (!PixelFormat.isDepth(state.depth)) {
            throw new StateException("there is no depth of " + state.depth + " bits");
        }
        selected = state.selected;
        id = state.id;
        width = state.width;
        height = state.height;
        depth = state.depth;
        enable = state.enable;
        active = state.active;
        bank = state.bank;
        virtualWidth = state.virtualWidth;
        xOffset = state.xOffset;
        yOffset = state.yOffset;
    }

    void select(int index) {
        selected = index;
    }

    int selected() {
        return selected;
    }

    int read(DispiRegister register) {
        boolean limits = (enable & GET_CAPABILITIES) != 0;
        return switch (register) {
            case ID -> id;
            case XRES -> limits ? MAXIMUM_WIDTH : width;
            case YRES -> limits ? MAXIMUM_HEIGHT : height;
            case BPP -> limits ? MAXIMUM_DEPTH : depth;
            case ENABLE -> enable;
            case BANK -> bank;
            case VIRT_WIDTH -> virtualWidth;
            case VIRT_HEIGHT -> virtualHeight();
            case X_OFFSET -> xOffset;
            case Y_OFFSET -> yOffset;
            case VIDEO_MEMORY_64K -> VideoMemory.BYTES / UNIT_BYTES;
            case NONE -> 0;
        };
    }

    /** Writes a register; tells whether the register could take the value. */
    boolean write(DispiRegister register, int value) {
        return switch (register) {
            case ID -> identify(value);
            case XRES, YRES, BPP -> !enabled() && set(register, value);
            case ENABLE -> enable(value);
            case BANK -> {
                bank = value % (VideoMemory.BYTES / UNIT_BYTES);
                yield true;
            }
            case VIRT_WIDTH -> widen(value);
            case X_OFFSET -> {
                xOffset = Math.min(value, Math.max(0, virtualWidth - width));
                yield xOffset == value;
            }
            case Y_OFFSET -> {
                yOffset = Math.min(value, Math.max(0, virtualHeight() - height));
                yield yOffset == value;
            }
            case VIRT_HEIGHT, VIDEO_MEMORY_64K, NONE -> false;
        };
    }

    private boolean identify(int value) {
        boolean known = value >= ID_FIRST && value <= ID_LATEST;
        id = known ? value : id;
        return known;
    }

    private boolean set(DispiRegister register, int value) {
        switch (register) {
            case XRES -> width = Math.min(value, MAXIMUM_WIDTH) & ~7;
            case YRES -> height = Math.min(value, MAXIMUM_HEIGHT);
            default -> depth = PixelFormat.isDepth(value) ? value : depth;
        }
        return read(register) == value;
    }

    private boolean enable(int value) {
        boolean before = active;
        enable = value & ENABLE_WRITABLE;
        active = (value & ENABLED) != 0 && width > 0 && height > 0;
        dac.eightBits((value & EIGHT_BIT_DAC) != 0);
        if (!active || before) {
            return active == ((value & ENABLED) != 0);
        }
        virtualWidth = width;
        xOffset = 0;
        yOffset = 0;
        boolean fits = (long) pitchBytes() * height <= VideoMemory.BYTES;
        height = fits ? height : virtualHeight();
        if ((value & KEEP_MEMORY) == 0) {
            memory.clear((long) pitchBytes() * height);
        }
        return fits;
    }

    private boolean widen(int value) {
        virtualWidth = Math.max(width, value & ~7);
        xOffset = Math.min(xOffset, virtualWidth - width);
        yOffset = Math.min(yOffset, Math.max(0, virtualHeight() - height));
        return virtualWidth == value;
    }

    /** Whether it, and not the VGA, makes the picture. */
    boolean enabled() {
        return active;
    }

    /** Whether the picture is made of the four maps, one bit of each for a pixel. */
    boolean planar() {
        return enabled() && depth == PixelFormat.PLANAR_DEPTH;
    }

    /** Whether the picture is made of an array of pixels. */
    boolean packed() {
        return enabled() && depth != PixelFormat.PLANAR_DEPTH;
    }

    int bank() {
        return bank;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    PixelFormat format() {
        return PixelFormat.ofDepth(depth);
    }

    int xOffset() {
        return xOffset;
    }

    int yOffset() {
        return yOffset;
    }

    /** Bytes from one row to the next in the array; of all four maps together in a planar mode. */
    int pitchBytes() {
        return virtualWidth * PixelFormat.ofDepth(depth).bitsInMemory() / 8;
    }

    private int virtualHeight() {
        return pitchBytes() == 0 ? 0 : Math.min(0xffff, VideoMemory.BYTES / pitchBytes());
    }
}
