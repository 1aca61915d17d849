package org.backplane.display.swing.internal;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.bus.role.PointerPort;
import org.backplane.bus.role.ScreenSource;

/**
 * The machine as its user sees it: the first screen, the first keyboard, the first mouse. What the user does is handed over
 * by a thread of its own, so the window never waits for the machine; if the machine does not take it, it is forgotten.
 */
final class Guest implements AutoCloseable {
    /** How much the user can be ahead of the machine. */
    private static final int WAITING_EVENTS = 256;

    private final Machine machine;
    private final ThreadPoolExecutor hand = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_EVENTS), Guest::thread, new ThreadPoolExecutor.DiscardPolicy());

    Guest(Machine machine) {
        this.machine = machine;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "backplane-display-swing-input");
        thread.setDaemon(true);
        return thread;
    }

    String name() {
        return machine.name();
    }

    /** Paints the screen; waits for the machine. Tells whether anything in the frame changed. */
    boolean paint(Frame frame) {
        try {
            return machine.call(() -> {
                List<ScreenSource> screens = machine.roles(ScreenSource.class);
                return !screens.isEmpty() && screens.get(0).paint(frame);
            });
        } catch (MachineCallException busy) {
            return false; // The picture stays; the next refresh asks again.
        }
    }

    void key(int usage, boolean pressed) {
        give(KeyboardPort.class, keyboard -> keyboard.key(usage, pressed));
    }

    void move(int right, int down, int wheel, int buttons) {
        give(PointerPort.class, pointer -> pointer.move(right, down, wheel, buttons));
    }

    private <R> void give(Class<R> role, Consumer<R> event) {
        hand.execute(() -> {
            try {
                machine.call(() -> {
                    machine.roles(role).stream().findFirst().ifPresent(event);
                    return null;
                });
            } catch (MachineCallException busy) {
                hand.getQueue().clear(); // Old keys must not arrive in a bunch when it answers again.
            }
        });
    }

    void powerOff() {
        hand.execute(() -> machine.powerOff(0));
    }

    @Override
    public void close() {
        hand.shutdownNow();
    }
}
