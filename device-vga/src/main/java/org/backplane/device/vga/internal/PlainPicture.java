package org.backplane.device.vga.internal;

import java.util.Arrays;
import org.backplane.bus.role.Frame;

/** A screen of one colour: no signal, or the border's colour all over. */
record PlainPicture(int width, int height, int pixel) implements Picture {
    @Override
    public boolean paint(Frame frame, long since, boolean whole) {
        if (whole) {
            Arrays.fill(frame.pixels(), pixel);
        }
        return whole;
    }
}
