package org.backplane.device.vga.internal;

import java.util.ArrayList;
import java.util.List;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.ScreenSource;

/** The monitor's view of the card: chooses the picture and knows what of it a frame has already. */
final class Screen implements ScreenSource {
    /** What is shown while there is no signal to take a size from. */
    private static final int IDLE_WIDTH = 640;
    private static final int IDLE_HEIGHT = 480;
    private static final int BLACK = 0;

    private final Vga vga;
    private final Dispi dispi;
    private final VideoMemory memory;
    private final Revision revision;
    private BlinkPhase phase = BlinkPhase.at(0);

    Screen(Vga vga, Dispi dispi, VideoMemory memory, Revision revision) {
        this.vga = vga;
        this.dispi = dispi;
        this.memory = memory;
        this.revision = revision;
    }

    @Override
    public boolean paint(Frame frame) {
        memory.collectChanges();
        advanceBlinking();
        Picture picture = picture();
        boolean resized = frame.resize(picture.width(), picture.height());
        boolean whole = frame.stamp() < revision.registers();
        boolean painted = picture.paint(frame, frame.stamp(), whole);
        frame.stamp(revision.now());
        return resized || painted;
    }

    private void advanceBlinking() {
        BlinkPhase now = BlinkPhase.at(vga.raster.frames());
        if (textMode() && !now.equals(phase)) {
            revision.registersChanged();
        }
        phase = now;
    }

    private boolean textMode() {
        return !dispi.enabled() && !vga.graphics.graphics() && signal();
    }

    /** The single character that the CRT controller displays after a reset is not taken for a picture. */
    private boolean signal() {
        return vga.crtc.syncEnabled() && vga.crtc.displayedCharacters() > 1;
    }

    private Picture picture() {
        boolean signal = dispi.enabled() || signal();
        Picture picture = !signal ? new PlainPicture(IDLE_WIDTH, IDLE_HEIGHT, BLACK)
                : dispi.enabled() ? new DispiPicture(dispi, memory, vga) : new VgaPicture(vga, memory, phase);
        if (vga.sequencer.screenOff()) {
            return new PlainPicture(picture.width(), picture.height(), BLACK);
        }
        boolean border = signal && !vga.attributes.paletteAddressSource();
        int colour = vga.dac.palette()[vga.attributes.overscan()];
        return border ? new PlainPicture(picture.width(), picture.height(), colour) : picture;
    }

    @Override
    public String[] text() {
        if (!textMode()) {
            return new String[0];
        }
        List<String> rows = new ArrayList<>();
        ScanLines lines = new ScanLines(vga.crtc);
        for (int y = 0; y < vga.crtc.displayedLines(); y++) {
            if (lines.atRowStart()) {
                rows.add(row(lines.rowAddress()));
            }
            lines.next();
        }
        return rows.toArray(String[]::new);
    }

    private String row(int rowAddress) {
        StringBuilder row = new StringBuilder();
        for (int character = 0; character < vga.crtc.displayedCharacters(); character++) {
            int address = vga.crtc.memoryAddress(vga.crtc.counter(rowAddress, character), 0);
            row.append(CodePage437.of(memory.map(0, address)));
        }
        return row.toString().stripTrailing();
    }
}
