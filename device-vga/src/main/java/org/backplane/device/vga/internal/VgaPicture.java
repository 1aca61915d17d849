package org.backplane.device.vga.internal;

import org.backplane.bus.role.Frame;

/**
 * The picture that CRT controller, sequencer and attribute controller make. It has the monitor's resolution: as many lines
 * as are scanned, and as many dots as the dot clock gives, so that the modes of 320 by 200 have 640 by 400.
 *
 * <p>Not modelled: the border around the picture, and what changes while the beam is under way: a picture is made of the
 * registers at one moment.
 */
final class VgaPicture implements Picture {
    private final Vga vga;
    private final VideoMemory memory;
    private final DotSource source;
    private final int[] palette;
    private final int characterDots;
    private final int repeat;

    VgaPicture(Vga vga, VideoMemory memory, BlinkPhase phase) {
        this.vga = vga;
        this.memory = memory;
        boolean graphics = vga.graphics.graphics();
        this.source = graphics ? new GraphicsDots(vga, memory) : new TextDots(vga, memory, phase);
        this.characterDots = graphics ? 8 : vga.sequencer.characterDots();
        this.palette = vga.dac.palette();
        this.repeat = vga.sequencer.clocksPerDot();
    }

    @Override
    public int width() {
        return vga.crtc.displayedCharacters() * characterDots * repeat;
    }

    @Override
    public int height() {
        return vga.crtc.displayedLines();
    }

    @Override
    public boolean paint(Frame frame, long since, boolean whole) {
        boolean changed = whole || memory.changed(0, VideoMemory.VGA_BYTES, since);
        if (changed) {
            ScanLines lines = new ScanLines(vga.crtc);
            byte[] dots = new byte[(vga.crtc.displayedCharacters() + 2) * characterDots];
            for (int y = 0; y < height(); y++) {
                line(lines, dots, frame.pixels(), y * width());
                lines.next();
            }
        }
        return changed;
    }

    private void line(ScanLines lines, byte[] dots, int[] pixels, int at) {
        boolean still = lines.belowSplit() && vga.attributes.panningEndsAtSplit();
        int panning = still ? 0 : vga.attributes.panningDots(characterDots);
        int address = lines.rowAddress() + (still ? 0 : vga.crtc.bytePanning());
        for (int character = 0; character <= vga.crtc.displayedCharacters() + 1; character++) {
            source.character(vga.crtc.counter(address, character), lines.rowScan(), dots, character * characterDots);
        }
        int width = width();
        for (int x = 0; x < width; x++) {
            pixels[at + x] = palette[dots[panning + x / repeat] & 0xff];
        }
    }
}
