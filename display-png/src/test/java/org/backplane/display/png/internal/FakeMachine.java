package org.backplane.display.png.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.ScreenSource;

/** A machine that has a screen of 4 by 2 dots, or none, and can be switched off. */
final class FakeMachine {
    final List<ScreenSource> screens = new ArrayList<>();
    Machine.State state = Machine.State.RUNNING;
    private CompletableFuture<Integer> poweredOff = new CompletableFuture<>();

    Machine machine() {
        return (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer);
    }

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> ((Callable<?>) arguments[0]).call();
            case "roles" -> screens;
            case "state" -> state;
            case "poweredOff" -> poweredOff;
            default -> throw new AssertionError(method);
        };
    }

    void powerOff() {
        state = Machine.State.OFF;
        CompletableFuture<Integer> over = poweredOff;
        poweredOff = new CompletableFuture<>();
        over.complete(0);
    }

    /** A screen of one colour. */
    static ScreenSource plain(int pixel) {
        return new ScreenSource() {
            @Override
            public boolean paint(Frame frame) {
                frame.resize(4, 2);
                Arrays.fill(frame.pixels(), pixel);
                return true;
            }

            @Override
            public String[] text() {
                return new String[0];
            }
        };
    }
}
