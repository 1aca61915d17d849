package org.backplane.display.swing.internal;

import java.awt.Component;
import java.awt.Cursor;
import java.awt.Point;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.awt.event.MouseWheelEvent;
import java.awt.image.BufferedImage;
import javax.swing.event.MouseInputAdapter;
import org.backplane.bus.role.PointerPort;

/**
 * The mouse of the window becomes the machine's, which knows movements only: a click takes it, hides the host's pointer and
 * holds it in the middle; Ctrl+Alt gives it back. Event thread only.
 */
final class MouseGrab extends MouseInputAdapter {
    private final Component component;
    private final Guest guest;
    private final Robot robot;
    private final Cursor hidden;
    private boolean grabbed;

    /**
     * Makes the listener.
     *
     * @param component whose mouse it is
     * @param guest     gets the movements
     * @param robot     holds the host's pointer
     */
    MouseGrab(Component component, Guest guest, Robot robot) {
        this.component = component;
        this.guest = guest;
        this.robot = robot;
        this.hidden = component.getToolkit().createCustomCursor(
                new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB), new Point(), "none");
    }

    boolean grabbed() {
        return grabbed;
    }

    void release() {
        if (grabbed) {
            grabbed = false;
            component.setCursor(null);
            guest.move(0, 0, 0, 0);
        }
    }

    @Override
    public void mousePressed(MouseEvent event) {
        component.requestFocusInWindow();
        if (!grabbed) {
            grabbed = true;
            component.setCursor(hidden);
            centre();
        } else {
            guest.move(0, 0, 0, buttons(event));
        }
    }

    @Override
    public void mouseReleased(MouseEvent event) {
        if (grabbed) {
            guest.move(0, 0, 0, buttons(event));
        }
    }

    @Override
    public void mouseMoved(MouseEvent event) {
        if (!grabbed) {
            return;
        }
        int right = event.getX() - component.getWidth() / 2;
        int down = event.getY() - component.getHeight() / 2;
        if (right != 0 || down != 0) {
            guest.move(right, down, 0, buttons(event));
            centre();
        }
    }

    @Override
    public void mouseDragged(MouseEvent event) {
        mouseMoved(event);
    }

    @Override
    public void mouseWheelMoved(MouseWheelEvent event) {
        if (grabbed) {
            guest.move(0, 0, event.getWheelRotation(), buttons(event));
        }
    }

    private void centre() {
        Point origin = component.getLocationOnScreen();
        robot.mouseMove(origin.x + component.getWidth() / 2, origin.y + component.getHeight() / 2);
    }

    private static int buttons(MouseEvent event) {
        int modifiers = event.getModifiersEx();
        return ((modifiers & InputEvent.BUTTON1_DOWN_MASK) != 0 ? PointerPort.LEFT : 0)
                | ((modifiers & InputEvent.BUTTON2_DOWN_MASK) != 0 ? PointerPort.MIDDLE : 0)
                | ((modifiers & InputEvent.BUTTON3_DOWN_MASK) != 0 ? PointerPort.RIGHT : 0);
    }
}
