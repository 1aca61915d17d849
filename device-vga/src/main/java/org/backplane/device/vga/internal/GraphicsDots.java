package org.backplane.device.vga.internal;

/**
 * Dots of the graphics modes: how the shift registers take the bytes of the four maps (FreeVGA "Graphics Mode Register",
 * field "Shift256", "Shift Reg."). A character is eight dots.
 */
final class GraphicsDots implements DotSource {
    private static final int DOTS = 8;

    private final Vga vga;
    private final VideoMemory memory;
    private final int[] colours;
    private final GraphicsController.Shift shift;
    private final boolean eightBits;

    GraphicsDots(Vga vga, VideoMemory memory) {
        this.vga = vga;
        this.memory = memory;
        this.colours = vga.attributes.colours();
        this.shift = vga.graphics.shift();
        this.eightBits = vga.attributes.eightBitColour();
    }

    @Override
    public void character(int counter, int rowScan, byte[] dots, int at) {
        int maps = memory.maps(vga.crtc.memoryAddress(counter, rowScan));
        for (int dot = 0; dot < DOTS; dot++) {
            dots[at + dot] = (byte) switch (shift) {
                case PLANES -> colours[planes(maps, dot)];
                case INTERLEAVED -> colours[interleaved(maps, dot)];
                case PACKED -> eightBits ? maps >>> 8 * (dot / 2) & 0xff : colours[packed(maps, dot)];
            };
        }
    }

    /** A bit of each map, the highest one first. */
    static int planes(int maps, int dot) {
        int bits = maps >>> 7 - dot;
        return bits & 1 | bits >> 7 & 2 | bits >> 14 & 4 | bits >> 21 & 8;
    }

    /** Two bits of map 0 and above them two of map 2 for the first four dots, of maps 1 and 3 for the others. */
    static int interleaved(int maps, int dot) {
        int bits = maps >>> (dot < 4 ? 0 : 8) >>> 6 - 2 * (dot & 3);
        return bits & 3 | bits >> 14 & 0x0c;
    }

    /** Half a byte, the high one first, of one map after the other. */
    static int packed(int maps, int dot) {
        return maps >>> 8 * (dot / 2) >>> ((dot & 1) == 0 ? 4 : 0) & 0x0f;
    }
}
