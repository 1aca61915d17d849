package org.backplane.device.vga.internal;

import org.backplane.bus.role.Frame;

/** The picture of a mode that the display interface has set: rows of memory, each painted only if it has changed. */
final class DispiPicture implements Picture {
    private final Dispi dispi;
    private final VideoMemory memory;
    private final int[] palette;
    private final int[] colours;

    DispiPicture(Dispi dispi, VideoMemory memory, Vga vga) {
        this.dispi = dispi;
        this.memory = memory;
        this.palette = vga.dac.palette();
        this.colours = vga.attributes.colours();
    }

    @Override
    public int width() {
        return dispi.width();
    }

    @Override
    public int height() {
        return dispi.height();
    }

    @Override
    public boolean paint(Frame frame, long since, boolean whole) {
        boolean painted = false;
        int bits = dispi.format().bitsInMemory();
        byte[] row = new byte[(width() + 8) * bits / 8];
        for (int y = 0; y < height(); y++) {
            long first = (long) (dispi.yOffset() + y) * dispi.pitchBytes() + (long) dispi.xOffset() * bits / 8;
            if (whole || memory.changed(first, row.length, since)) {
                row(y, first, row, frame.pixels());
                painted = true;
            }
        }
        return painted;
    }

    private void row(int y, long first, byte[] row, int[] pixels) {
        if (dispi.planar()) {
            planarRow(y, first, pixels);
        } else {
            memory.get(first, row, row.length);
            dispi.format().convert(row, palette, pixels, y * width(), width());
        }
    }

    /** Four bytes of the array are the four maps' bytes of eight pixels. */
    private void planarRow(int y, long first, int[] pixels) {
        int skipped = dispi.xOffset() & 7;
        for (int x = 0; x < width(); x++) {
            int maps = memory.maps((int) (first >> 2) + (x + skipped) / 8);
            pixels[y * width() + x] = palette[colours[GraphicsDots.planes(maps, x + skipped & 7)]];
        }
    }
}
