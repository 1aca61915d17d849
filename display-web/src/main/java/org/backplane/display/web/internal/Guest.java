package org.backplane.display.web.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.backplane.bus.Reset;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineCallException;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.bus.role.PointerPort;
import org.backplane.bus.role.ScreenSource;

/**
 * The machine as its user sees it: the first screen, the first keyboard, the first mouse. What viewers do is handed over by a
 * thread of its own, so no connection waits for the machine; what the machine does not take is forgotten.
 */
final class Guest implements AutoCloseable {
    /** How much the viewers can be ahead of the machine. */
    private static final int WAITING_EVENTS = 256;

    private final Machine machine;
    private final ThreadPoolExecutor hand = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_EVENTS), Threads.named("input"), new ThreadPoolExecutor.DiscardPolicy());

    Guest(Machine machine) {
        this.machine = machine;
    }

    /** Paints the screen; waits for the machine. Tells whether anything in the frame changed. */
    boolean paint(Frame frame) {
        try {
            return machine.call(() -> screen().map(screen -> screen.paint(frame)).orElse(false));
        } catch (MachineCallException busy) {
            return false; // The picture stays; the next refresh asks again.
        }
    }

    /** The characters on the screen, a line for each row; waits for the machine. Empty in a graphics mode. */
    String text() {
        try {
            return machine.call(() -> screen().map(screen -> String.join("\n", screen.text())).orElse(""));
        } catch (MachineCallException busy) {
            return "";
        }
    }

    private Optional<ScreenSource> screen() {
        return machine.roles(ScreenSource.class).stream().findFirst();
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
                    List<R> cards = machine.roles(role);
                    cards.stream().findFirst().ifPresent(event);
                    return null;
                });
            } catch (MachineCallException busy) {
                hand.getQueue().clear(); // Old keys must not arrive in a bunch when it answers again.
            }
        });
    }

    void reset() {
        hand.execute(() -> machine.reset(Reset.HARD));
    }

    @Override
    public void close() {
        hand.shutdownNow();
    }
}
