package org.backplane.device.tck.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
import org.backplane.bus.pci.PciSlots;
import org.backplane.bus.pci.PciWires;
import org.backplane.bus.testkit.FakeSlab;
import org.backplane.bus.testkit.FakeWires;

/**
 * The wires of the test kit with a probe on each: what the card does with them is noted, and a hook may interfere. Calls that
 * come from another thread than the one which made the object are noted too.
 */
public final class ProbeWires implements Wires {
    private final FakeWires wires;
    private final Thread owner = Thread.currentThread();
    private final Map<String, byte[]> inherited;
    private final List<String> effects = new ArrayList<>();
    private final List<String> strangers = new ArrayList<>();
    private final Map<String, Integer> changes = new LinkedHashMap<>();
    private final Map<String, FakeSlab> slabs = new LinkedHashMap<>();
    private final Map<String, Window> windows = new TreeMap<>();
    private final Set<String> pins = new TreeSet<>();
    private int transfers;
    private Runnable hook = () -> { };
    private Dma bus;

    /** Puts probes on wires; slabs of the inherited names begin with those contents. */
    ProbeWires(FakeWires wires, Map<String, byte[]> inherited) {
        this.wires = wires;
        this.inherited = inherited;
        this.bus = wires.dma();
    }

    /** Is run whenever the card uses a wire, before it takes effect. */
    public void hook(Runnable interference) {
        hook = interference;
    }

    /** Puts something else behind the card's DMA. */
    public void bus(Dma other) {
        bus = other;
    }

    /** What the card did since the last call, in order. */
    List<String> takeEffects() {
        List<String> taken = List.copyOf(effects);
        effects.clear();
        changes.clear();
        return taken;
    }

    /** How often the card changed a pin since effects were taken, that of the busiest one. */
    public int busiestPin() {
        return changes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** What came from a thread that is not the machine thread. */
    public List<String> strangers() {
        synchronized (strangers) {
            return List.copyOf(strangers);
        }
    }

    /** How many transfers the card made as a bus master. */
    public int transfers() {
        return transfers;
    }

    /** The output pins that the card has, and their levels. */
    public Map<String, Boolean> levels() {
        Map<String, Boolean> levels = new TreeMap<>();
        pins.forEach(pin -> levels.put(pin, wires.pin(pin).asserted()));
        return levels;
    }

    /** Where the card has put its ranges, those aside that the guest places by base address registers. */
    Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        windows.forEach((name, window) -> {
            if (!name.matches("bar\\d|rom")) {
                places.put(name, window.isOpen() ? Long.toHexString(window.address()) : "closed");
            }
        });
        return places;
    }

    /** The contents of the card's memory. */
    Map<String, byte[]> memories() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        slabs.forEach((name, slab) -> {
            byte[] bytes = new byte[(int) slab.lengthBytes()];
            slab.get(0, bytes, 0, bytes.length);
            contents.put(name, bytes);
        });
        return contents;
    }

    private void used(String what) {
        if (Thread.currentThread() != owner) {
            synchronized (strangers) {
                strangers.add(what + " by thread " + Thread.currentThread().getName());
            }
        } else {
            hook.run();
        }
    }

    private void effect(String what) {
        effects.add(what);
    }

    @Override
    public String pid() {
        return wires.pid();
    }

    @Override
    public long rangeBytes(String name) {
        used("rangeBytes");
        return wires.rangeBytes(name);
    }

    @Override
    public Line line(String pin) {
        used("line");
        pins.add(pin);
        Line line = wires.line(pin);
        return new Line() {
            @Override
            public void set(boolean asserted) {
                used("Line.set");
                boolean before = line.asserted();
                line.set(asserted);
                if (line.asserted() != before) {
                    changes.merge(pin, 1, Integer::sum);
                    effect(pin + (asserted ? " rises" : " falls"));
                }
            }

            @Override
            public boolean asserted() {
                return line.asserted();
            }
        };
    }

    @Override
    public void sense(String pin, LineListener listener) {
        used("sense");
        wires.sense(pin, listener);
    }

    @Override
    public Window window(String name) {
        used("window");
        Window window = wires.window(name);
        windows.put(name, window);
        return new Window() {
            @Override
            public void move(long address) {
                used("Window.move");
                window.move(address);
                effect(name + " moves to " + Long.toHexString(address));
            }

            @Override
            public void close() {
                used("Window.close");
                window.close();
                effect(name + " closes");
            }

            @Override
            public boolean isOpen() {
                return window.isOpen();
            }

            @Override
            public long address() {
                return window.address();
            }
        };
    }

    @Override
    public PciSlots pciSlots() {
        return wires.pciSlots();
    }

    @Override
    public PciWires pci() {
        PciWires pci = wires.pci();
        return new PciWires() {
            @Override
            public boolean busMaster() {
                return pci.busMaster();
            }

            @Override
            public boolean messagesEnabled() {
                return pci.messagesEnabled();
            }

            @Override
            public void message(int number) {
                used("PciWires.message");
                pci.message(number);
                effect("message " + number);
            }

            @Override
            public void status(int bits) {
                used("PciWires.status");
                pci.status(bits);
                effect("status " + Integer.toHexString(bits));
            }
        };
    }

    @Override
    public <R> void watch(Class<R> role, RoleListener<R> listener) {
        used("watch");
        wires.watch(role, listener);
    }

    @Override
    public List<SlotDTO> slots() {
        used("slots");
        return wires.slots();
    }

    @Override
    public VirtualClock clock() {
        return () -> {
            used("VirtualClock.nanos");
            return wires.clock().nanos();
        };
    }

    @Override
    public Timer timer(String name, TimerCallback callback) {
        used("timer");
        return wires.timer(name, callback);
    }

    @Override
    public Dma dma() {
        return new Dma() {
            @Override
            public int read(long physical, byte[] into, int offset, int length) {
                used("Dma.read");
                transfers++;
                int answered = bus.read(physical, into, offset, length);
                effect("DMA reads " + length + " at " + Long.toHexString(physical));
                return answered;
            }

            @Override
            public int write(long physical, byte[] from, int offset, int length) {
                used("Dma.write");
                transfers++;
                int answered = bus.write(physical, from, offset, length);
                effect("DMA writes " + Arrays.hashCode(Arrays.copyOfRange(from, offset, offset + length)) + " at "
                        + Long.toHexString(physical));
                return answered;
            }
        };
    }

    @Override
    public Slab slab(String name, long lengthBytes) {
        used("slab");
        FakeSlab slab = wires.slab(name, lengthBytes);
        slabs.put(name, slab);
        byte[] contents = inherited.get(name);
        if (contents != null && contents.length == slab.lengthBytes()) {
            slab.put(0, contents, 0, contents.length);
        }
        return slab;
    }

    @Override
    public DeviceEvents events() {
        return new DeviceEvents() {
            @Override
            public void guest(String what) {
                used("DeviceEvents.guest");
                wires.events().guest(what);
                effect("reports " + what);
            }

            @Override
            public void host(String what) {
                used("DeviceEvents.host");
                wires.events().host(what);
                effect("reports " + what);
            }
        };
    }

    @Override
    public void post(Runnable work) {
        wires.post(work);
    }

    @Override
    public void requestReset(Reset kind) {
        used("requestReset");
        wires.requestReset(kind);
        effect("requests reset " + kind);
    }

    @Override
    public void requestPowerOff(int status) {
        used("requestPowerOff");
        wires.requestPowerOff(status);
        effect("requests power-off " + status);
    }
}
