package org.backplane.display.swing.internal;

import java.awt.AWTException;
import java.awt.Robot;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.backplane.bus.role.Frame;

/**
 * The window. A thread of its own asks the machine for the picture about 60 times a second and hands it to the event thread
 * when something in it has changed.
 */
final class ScreenWindow implements AutoCloseable {
    private static final long REFRESH_MICROS = 16_667;

    private final Guest guest;
    private final JFrame window;
    private final ScreenPanel panel;
    private final MouseGrab mouse;
    private final Frame frame = new Frame();
    private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "backplane-display-swing");
        thread.setDaemon(true);
        return thread;
    });

    /** Builds the window, not shown. Event thread. */
    private ScreenWindow(Guest guest, int scale) throws AWTException {
        this.guest = guest;
        panel = new ScreenPanel(scale);
        mouse = new MouseGrab(panel, guest, new Robot());
        KeyInput keys = new KeyInput(guest, this::releaseMouse);
        panel.addKeyListener(keys);
        panel.addFocusListener(keys);
        panel.addMouseListener(mouse);
        panel.addMouseMotionListener(mouse);
        panel.addMouseWheelListener(mouse);
        panel.addMouseListener(new MouseAdapter() {
            @Override
            public void mousePressed(MouseEvent event) {
                title();
            }
        });
        window = new JFrame();
        window.setResizable(false);
        window.setDefaultCloseOperation(WindowConstants.DO_NOTHING_ON_CLOSE);
        window.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                guest.powerOff();
            }
        });
        window.add(panel);
        title();
    }

    /**
     * Opens a window.
     *
     * @param guest whose screen it shows
     * @param scale pixels of the host for one dot
     * @return the window
     * @throws InvocationTargetException if the host has no place for one; the cause says why
     */
    static ScreenWindow open(Guest guest, int scale) throws InvocationTargetException, InterruptedException {
        ScreenWindow[] made = new ScreenWindow[1];
        SwingUtilities.invokeAndWait(() -> {
            try {
                made[0] = new ScreenWindow(guest, scale);
            } catch (AWTException noRobot) {
                throw new UnsupportedOperationException(noRobot.getMessage(), noRobot);
            }
        });
        made[0].refresher.scheduleWithFixedDelay(made[0]::refresh, 0, REFRESH_MICROS, TimeUnit.MICROSECONDS);
        return made[0];
    }

    private void releaseMouse() {
        mouse.release();
        title();
    }

    private void title() {
        window.setTitle("Backplane: " + guest.name() + (mouse.grabbed() ? " - Ctrl+Alt gives the mouse back" : ""));
    }

    private void refresh() {
        if (!guest.paint(frame)) {
            return;
        }
        try {
            SwingUtilities.invokeAndWait(this::show);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (InvocationTargetException failure) {
            throw new AssertionError("showing a picture", failure);
        }
    }

    private void show() {
        if (panel.show(frame)) {
            window.pack();
            if (!window.isVisible()) {
                window.setLocationByPlatform(true);
                window.setVisible(true);
                panel.requestFocusInWindow();
            }
        }
    }

    /** What is shown, for tests. */
    JFrame window() {
        return window;
    }

    ScreenPanel panel() {
        return panel;
    }

    @Override
    public void close() {
        refresher.shutdownNow();
        SwingUtilities.invokeLater(window::dispose);
    }
}
