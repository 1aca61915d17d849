package org.backplane.display.swing.internal;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import javax.swing.JComponent;
import org.backplane.bus.role.Frame;

/** The picture, each dot as a square of whole pixels. Event thread only. */
final class ScreenPanel extends JComponent {
    private static final long serialVersionUID = 1L;

    private final int scale;
    private transient BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

    ScreenPanel(int scale) {
        this.scale = scale;
        setFocusable(true);
        setFocusTraversalKeysEnabled(false);
        setBackground(Color.BLACK);
        setOpaque(true);
    }

    /** Shows a frame; tells whether its size is another one than before. */
    boolean show(Frame frame) {
        boolean resized = frame.width() != image.getWidth() || frame.height() != image.getHeight();
        if (resized) {
            image = new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_INT_RGB);
            setPreferredSize(new Dimension(frame.width() * scale, frame.height() * scale));
        }
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        System.arraycopy(frame.pixels(), 0, pixels, 0, pixels.length);
        repaint();
        return resized;
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        graphics.setColor(getBackground());
        graphics.fillRect(0, 0, getWidth(), getHeight());
        graphics.drawImage(image, 0, 0, image.getWidth() * scale, image.getHeight() * scale, null);
    }
}
