package org.backplane.firmware.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.NoSuchElementException;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Dma;
import org.backplane.bus.Line;
import org.backplane.bus.LineListener;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Slab;
import org.backplane.bus.Timer;
import org.backplane.bus.TimerCallback;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Window;
import org.backplane.bus.Wires;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciWires;

/** The wires that a ROM and a loader need; every other one fails the test that pulls it. */
public final class FakeWires implements Wires, DeviceEvents {
    public final Map<String, Long> rangeBytes = new HashMap<>();
    public final List<FakeSlab> slabs = new ArrayList<>();
    /** What a card before has left, in the order in which the next one asks for it. */
    public final Deque<FakeSlab> left = new ArrayDeque<>();
    public final List<String> guestEvents = new ArrayList<>();
    public final List<String> hostEvents = new ArrayList<>();
    public Dma ram;
    private final List<Consumer<Object>> watches = new ArrayList<>();

    @Override
    public String pid() {
        return "test";
    }

    @Override
    public long rangeBytes(String name) {
        if (!rangeBytes.containsKey(name)) {
            throw new NoSuchElementException(name);
        }
        return rangeBytes.get(name);
    }

    @Override
    public Slab slab(String name, long lengthBytes) {
        slabs.add(left.isEmpty() ? new FakeSlab(lengthBytes) : left.poll());
        return slabs.get(slabs.size() - 1);
    }

    @Override
    public Dma dma() {
        return ram;
    }

    @Override
    public DeviceEvents events() {
        return this;
    }

    @Override
    public void guest(String what) {
        guestEvents.add(what);
    }

    @Override
    public void host(String what) {
        hostEvents.add(what);
    }

    @Override
    public Window window(String name) {
        throw new UnsupportedOperationException(name);
    }

    @Override
    public PciWires pci() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <R> void watch(Class<R> role, RoleListener<R> listener) {
        watches.add(card -> {
            if (role.isInstance(card)) {
                listener.added("test", role.cast(card));
            }
        });
    }

    /** Another card is plugged in. */
    public void plug(Object card) {
        watches.forEach(watch -> watch.accept(card));
    }

    @Override
    public List<SlotDTO> slots() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Line line(String pin) {
        throw new AssertionError(pin);
    }

    @Override
    public void sense(String pin, LineListener listener) {
        throw new AssertionError(pin);
    }

    @Override
    public VirtualClock clock() {
        throw new AssertionError("no clock");
    }

    @Override
    public Timer timer(String name, TimerCallback callback) {
        throw new AssertionError(name);
    }

    @Override
    public void post(Runnable work) {
        throw new AssertionError("nothing is posted");
    }

    @Override
    public void requestReset(Reset kind) {
        throw new AssertionError(kind);
    }

    @Override
    public void requestPowerOff(int status) {
        throw new AssertionError(status);
    }
}
