package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/** The role of a display adapter: it paints what its monitor would show. Machine thread only. */
@ConsumerType
public interface ScreenSource {
    /**
     * Paints the present picture into a frame, which takes the picture's size. Parts that have not changed since this frame
     * was painted last need not be painted again.
     *
     * @param frame what to paint on; the caller keeps one for each display
     * @return whether anything in it changed
     */
    boolean paint(Frame frame);

    /**
     * The characters on the screen while the adapter is in a text mode.
     *
     * @return one element for each row, from the top, trailing blanks removed; empty in a graphics mode. Characters are those
     *         of code page 437 that the character generator's codes usually stand for.
     */
    String[] text();
}
