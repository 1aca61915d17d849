package org.backplane.display.swing.internal;

import java.awt.event.FocusEvent;
import java.awt.event.FocusListener;
import java.awt.event.KeyEvent;
import java.awt.event.KeyListener;
import java.util.TreeSet;

/**
 * The keys of the window become keys of the machine. The host's repetition is left out: the machine's keyboard repeats by
 * itself. When the window loses the focus, every key is let go. Event thread only.
 */
final class KeyInput implements KeyListener, FocusListener {
    private final Guest guest;
    private final Runnable release;
    private final TreeSet<Integer> down = new TreeSet<>();

    /**
     * Makes the listener.
     *
     * @param guest   gets the keys
     * @param release called when Ctrl and Alt are down together, which gives the mouse back
     */
    KeyInput(Guest guest, Runnable release) {
        this.guest = guest;
        this.release = release;
    }

    @Override
    public void keyPressed(KeyEvent event) {
        if (event.isControlDown() && event.isAltDown()) {
            release.run();
        }
        int usage = KeyUsage.of(event.getKeyCode(), event.getKeyLocation());
        if (usage != KeyUsage.NONE && down.add(usage)) {
            guest.key(usage, true);
        }
        event.consume();
    }

    @Override
    public void keyReleased(KeyEvent event) {
        int usage = KeyUsage.of(event.getKeyCode(), event.getKeyLocation());
        if (down.remove(usage)) {
            guest.key(usage, false);
        }
        event.consume();
    }

    @Override
    public void keyTyped(KeyEvent event) {
        event.consume();
    }

    @Override
    public void focusLost(FocusEvent event) {
        down.forEach(usage -> guest.key(usage, false));
        down.clear();
        release.run();
    }

    @Override
    public void focusGained(FocusEvent event) {
        // Keys that are down already are pressed by their next repetition.
    }
}
