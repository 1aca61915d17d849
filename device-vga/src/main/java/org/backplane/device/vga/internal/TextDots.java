package org.backplane.device.vga.internal;

/**
 * Dots of the alphanumeric modes: the character's code from map 0, its attribute from map 1, its picture from map 2 (FreeVGA
 * "VGA Text Mode Operation").
 */
final class TextDots implements DotSource {
    private static final int GLYPH_BYTES = 32;
    private static final int ATTRIBUTE_FONT = 0x08;
    private static final int ATTRIBUTE_BLINK = 0x80;
    private static final int UNDERLINE_MASK = 0x77;
    private static final int UNDERLINED = 0x01;
    private static final int ALL_DOTS = 0x1ff;

    private final Vga vga;
    private final VideoMemory memory;
    private final int[] colours;
    private final BlinkPhase phase;
    private final int width;
    private final boolean blink;
    private final int cursor;

    TextDots(Vga vga, VideoMemory memory, BlinkPhase phase) {
        this.vga = vga;
        this.memory = memory;
        this.phase = phase;
        this.colours = vga.attributes.colours();
        this.width = vga.sequencer.characterDots();
        this.blink = vga.attributes.blink();
        this.cursor = vga.crtc.cursorEnabled() && phase.cursorShown() ? vga.crtc.cursorLocation() : -1;
    }

    @Override
    public void character(int counter, int rowScan, byte[] dots, int at) {
        int cell = memory.maps(vga.crtc.memoryAddress(counter, rowScan));
        int attribute = cell >> 8 & 0xff;
        int picture = picture(cell & 0xff, attribute, rowScan);
        if (counter == cursor && vga.crtc.cursorCovers(rowScan)) {
            picture = ALL_DOTS;
        }
        byte foreground = (byte) colours[attribute & 0x0f];
        byte background = (byte) colours[blink ? attribute >> 4 & 0x07 : attribute >> 4];
        for (int dot = 0; dot < width; dot++) {
            dots[at + dot] = (picture << dot & 0x100) != 0 ? foreground : background;
        }
    }

    /** Nine dots, the leftmost one in bit 8. */
    private int picture(int code, int attribute, int rowScan) {
        if (blink && (attribute & ATTRIBUTE_BLINK) != 0 && !phase.charactersShown()) {
            return 0;
        }
        if ((attribute & UNDERLINE_MASK) == UNDERLINED && rowScan == vga.crtc.underlineRow()) {
            return ALL_DOTS;
        }
        int font = vga.sequencer.fontAddress((attribute & ATTRIBUTE_FONT) != 0);
        int eight = memory.map(2, font + code * GLYPH_BYTES + rowScan & Crtc.ADDRESS_MASK);
        boolean line = vga.attributes.lineGraphics() && code >= 0xc0 && code <= 0xdf;
        return eight << 1 | (line ? eight & 1 : 0);
    }
}
