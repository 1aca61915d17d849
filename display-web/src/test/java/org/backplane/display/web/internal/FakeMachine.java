package org.backplane.display.web.internal;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.machine.Machine;
import org.backplane.bus.machine.MachineDTO;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.KeyboardPort;
import org.backplane.bus.role.PointerPort;
import org.backplane.bus.role.ScreenSource;

/** A machine with a screen, a keyboard, a mouse and a serial port, which notes in words what happens to it. */
final class FakeMachine implements ScreenSource, KeyboardPort, PointerPort {
    final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
    int width = 64;
    int height = 32;
    /** The pixel that has another colour than the rest; none if negative. */
    int spot = -1;

    Machine machine() {
        return (Machine) Proxy.newProxyInstance(Machine.class.getClassLoader(), new Class<?>[] {Machine.class}, this::answer);
    }

    private Object answer(Object proxy, Method method, Object... arguments) throws Exception {
        return switch (method.getName()) {
            case "call" -> ((Callable<?>) arguments[0]).call();
            case "roles" -> List.of(this);
            case "status" -> status();
            case "slots" -> List.of(slot());
            case "reset" -> {
                happened.add("reset " + arguments[0]);
                yield null;
            }
            default -> throw new AssertionError(method);
        };
    }

    private static MachineDTO status() {
        MachineDTO status = new MachineDTO();
        status.name = "main";
        status.state = "RUNNING";
        status.nanos = 1_500_000_000L;
        status.instructions = 42;
        return status;
    }

    private static SlotDTO slot() {
        RangeDTO range = new RangeDTO();
        range.space = "memory";
        range.first = 0xfe000000L;
        range.last = -1;
        range.name = "memory0";
        range.live = true;
        range.reads = 7;
        range.writes = 8;
        SlotDTO slot = new SlotDTO();
        slot.pid = "org.backplane.device.uart~com1";
        slot.state = "live";
        slot.reason = "";
        slot.bundle = "org.backplane.device.uart";
        slot.version = "0.1.0";
        slot.ranges = new RangeDTO[] {range};
        return slot;
    }

    String next() throws InterruptedException {
        return happened.poll(10, TimeUnit.SECONDS);
    }

    @Override
    public boolean paint(Frame frame) {
        frame.resize(width, height);
        Arrays.fill(frame.pixels(), 0x102030);
        if (spot >= 0) {
            frame.pixels()[spot] = 0xa0b0c0;
        }
        return true;
    }

    @Override
    public String[] text() {
        return new String[] {"Hello", "", "guest"};
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
