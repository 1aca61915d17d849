package org.backplane.device.vga.internal;

import org.backplane.bus.role.Frame;

/** What the screen shows at the moment: something that can be painted. */
interface Picture {
    int width();

    int height();

    /**
     * Paints what has changed.
     *
     * @param frame a frame of this size
     * @param since the revision at which the frame was painted last
     * @param whole whether everything has to be painted
     * @return whether anything was painted
     */
    boolean paint(Frame frame, long since, boolean whole);
}
