package org.backplane.bus.role;

/**
 * A picture as a display shows it: pixels {@code 0x00RRGGBB}, row by row from the top left. Belongs to whoever made it; an
 * adapter paints it on the machine thread while its owner waits.
 */
public final class Frame {
    private int width;
    private int height;
    private int[] pixels = new int[0];
    private long stamp;

    /** Makes a frame without a size; the first painting gives it one. */
    public Frame() {
        // An adapter that sees stamp 0 knows that nothing has been painted.
    }

    /**
     * Gives the frame a size. A change of size blanks it.
     *
     * @param newWidth  pixels in a row
     * @param newHeight rows
     * @return whether the size changed
     */
    public boolean resize(int newWidth, int newHeight) {
        if (newWidth == width && newHeight == height) {
            return false;
        }
        width = newWidth;
        height = newHeight;
        pixels = new int[Math.multiplyExact(newWidth, newHeight)];
        stamp = 0;
        return true;
    }

    /**
     * The width.
     *
     * @return pixels in a row
     */
    public int width() {
        return width;
    }

    /**
     * The height.
     *
     * @return rows
     */
    public int height() {
        return height;
    }

    /**
     * The pixels themselves, not a copy.
     *
     * @return {@code width * height} pixels
     */
    public int[] pixels() {
        return pixels;
    }

    /**
     * What the adapter noted when it painted this frame, so that it can tell what has changed since.
     *
     * @return the note; 0 if nothing has been painted in this size
     */
    public long stamp() {
        return stamp;
    }

    /**
     * Notes something for the next painting. For the adapter.
     *
     * @param note the note, not 0
     */
    public void stamp(long note) {
        this.stamp = note;
    }
}
