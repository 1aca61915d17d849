package org.backplane.device.kbd.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.bus.role.PointerPort;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** The controller on a test bench; the guest polls the status register as firmware does. */
final class Bench {
    static final int OBF = 0x01;
    static final int IBF = 0x02;
    static final int AUX = 0x20;
    static final long MILLI = 1_000_000;
    private static final long POLL_NANOS = 5_000;

    final FakeWires wires = new FakeWires("device.kbd");
    final Card card;
    final RangeHandler data;
    final RangeHandler command;
    final FakeLine irq = wires.pin("irq");
    final FakeLine auxirq = wires.pin("auxirq");

    Bench(Map<String, ?> options) {
        card = new KeyboardControllerComponent(
                ComponentConfig.of(KeyboardControllerComponent.Config.class, options)).plug(wires);
        data = card.range("data");
        command = card.range("command");
    }

    Bench() {
        this(Map.of());
    }

    /** A bench with another card in the place of one, at the same time. */
    private Bench(Bench before, Map<String, ?> options) {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) before.card).state()));
        wires.advance(before.wires.clock().nanos());
        card = new KeyboardControllerComponent(
                ComponentConfig.of(KeyboardControllerComponent.Config.class, options)).plug(wires, state);
        data = card.range("data");
        command = card.range("command");
    }

    Bench successor() {
        return successor(Map.of());
    }

    Bench successor(Map<String, ?> options) {
        return new Bench(this, options);
    }

    int status() {
        return (int) command.read(0, 1);
    }

    void millis(long millis) {
        wires.advance(millis * MILLI);
    }

    private void awaitInput() {
        for (long waited = 0; (status() & IBF) != 0; waited += POLL_NANOS) {
            if (waited > 100 * MILLI) {
                throw new AssertionError("the input buffer stays full");
            }
            wires.advance(POLL_NANOS);
        }
    }

    /** Writes a command to port 64h when the controller is ready. */
    void command(int value) {
        awaitInput();
        command.write(0, 1, value);
        awaitInput();
    }

    /** Writes a byte to port 60h when the controller is ready. */
    void data(int value) {
        awaitInput();
        data.write(0, 1, value);
        awaitInput();
    }

    /** Waits at most a second for a byte. */
    int in() {
        return in(1000);
    }

    int in(long mostMillis) {
        for (long waited = 0; (status() & OBF) == 0; waited += POLL_NANOS) {
            if (waited > mostMillis * MILLI) {
                throw new AssertionError("no byte comes");
            }
            wires.advance(POLL_NANOS);
        }
        return (int) data.read(0, 1);
    }

    /** Everything that comes within a while, in hexadecimal. */
    String all(long millis) {
        List<String> bytes = new ArrayList<>();
        long end = wires.clock().nanos() + millis * MILLI;
        while (wires.clock().nanos() < end) {
            if ((status() & OBF) != 0) {
                bytes.add(String.format("%02x", data.read(0, 1)));
            }
            wires.advance(POLL_NANOS * 20);
        }
        return String.join(" ", bytes);
    }

    String all() {
        return all(30);
    }

    /** Sends bytes to the keyboard and gives what comes back. */
    String keyboard(int... bytes) {
        StringBuilder answers = new StringBuilder();
        for (int value : bytes) {
            data(value);
            answers.append(answers.length() == 0 ? "" : " ").append(all(10));
        }
        return answers.toString();
    }

    /** Sends bytes to the mouse and gives what comes back. */
    String mouse(int... bytes) {
        StringBuilder answers = new StringBuilder();
        for (int value : bytes) {
            command(0xd4);
            data(value);
            answers.append(answers.length() == 0 ? "" : " ").append(all(10));
        }
        return answers.toString();
    }

    void commandByte(int value) {
        command(0x60);
        data(value);
        wires.advance(100_000);
    }

    void press(int usage) {
        ((KeyboardPort) card).key(usage, true);
    }

    void release(int usage) {
        ((KeyboardPort) card).key(usage, false);
    }

    String stroke(int usage) {
        press(usage);
        String made = all();
        release(usage);
        return made + " / " + all();
    }

    void move(int right, int down, int wheel, int buttons) {
        ((PointerPort) card).move(right, down, wheel, buttons);
    }
}
