package org.backplane.display.swing.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.bus.role.PointerPort;
import org.backplane.bus.role.ScreenSource;

/** A machine with a screen of 64 by 48 dots, a keyboard and a mouse, which notes in words what happens to it. */
final class FakeMachine implements ScreenSource, KeyboardPort, PointerPort {
    final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
    private volatile int pixel = 0x204060;
    private int painted = -1;

    Machine machine() {
        return (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer);
    }

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> ((Callable<?>) arguments[0]).call();
            case "roles" -> List.of(this);
            case "name" -> "test";
            case "powerOff" -> {
                happened.add("off");
                yield null;
            }
            default -> throw new AssertionError(method);
        };
    }

    void colour(int rgb) {
        pixel = rgb;
    }

    @Override
    public boolean paint(Frame frame) {
        if (!frame.resize(64, 48) && painted == pixel) {
            return false;
        }
        painted = pixel;
        Arrays.fill(frame.pixels(), painted);
        return true;
    }

    @Override
    public String[] text() {
        return new String[0];
    }

    @Override
    public void key(int usage, boolean pressed) {
        happened.add(String.format("%02x %s", usage, pressed ? "down" : "up"));
    }

    @Override
    public void move(int right, int down, int wheel, int buttons) {
        happened.add(String.format("move %d %d %d %d", right, down, wheel, buttons));
    }
}
