package org.backplane.device.vga.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.backplane.bus.Card;
import org.backplane.bus.Device;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.ScreenSource;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakePlacement;
import org.backplane.bus.testkit.FakeWires;

/** A card on a test bench: its ports and its window are where its registers say, as in a machine. */
final class Bench {
    static final int ATTRIBUTE = 0x3c0;
    static final int ATTRIBUTE_READ = 0x3c1;
    static final int MISCELLANEOUS = 0x3c2;
    static final int SEQUENCER = 0x3c4;
    static final int PIXEL_MASK = 0x3c6;
    static final int DAC_READ = 0x3c7;
    static final int DAC_WRITE = 0x3c8;
    static final int DAC_DATA = 0x3c9;
    static final int MISCELLANEOUS_READ = 0x3cc;
    static final int GRAPHICS = 0x3ce;
    static final int CRTC = 0x3d4;
    static final int STATUS_1 = 0x3da;
    static final int DISPI = 0x1ce;

    private static final long NOTHING = -1;

    final FakeWires wires = new FakeWires("device.vga");
    final Card card;
    final RangeHandler linear;
    final RangeHandler registers;
    private final Map<String, Long> windowBytes = new LinkedHashMap<>();

    Bench() {
        this(Device::plug);
    }

    /** Another card with the state of this one, and without its memory. */
    Bench successor() {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        return new Bench((device, socket) -> device.plug(socket, state));
    }

    private Bench(BiFunction<Device, FakeWires, Card> plugging) {
        card = plugging.apply(new VgaComponent(ComponentConfig.of(VgaComponent.Config.class)), wires);
        linear = card.range("bar0");
        registers = card.range("bar2");
        windowBytes.put("window-128k", 128L << 10);
        windowBytes.put("window-64k", 64L << 10);
        windowBytes.put("window-32k", 32L << 10);
    }

    // Ports. A wide access arrives as the fabric would cut it.

    void out(int port, int value) {
        RangeHandler handler = ports(port);
        if (handler != null) {
            handler.write(offset(port), 1, value);
        }
    }

    int in(int port) {
        RangeHandler handler = ports(port);
        return handler == null ? 0xff : (int) handler.read(offset(port), 1);
    }

    int peek(int port) {
        RangeHandler handler = ports(port);
        return handler == null ? 0xff : (int) handler.peek(offset(port), 1);
    }

    private RangeHandler ports(int port) {
        if (port >= 0x3c0 && port < 0x3d0) {
            return card.range("vga");
        }
        if (inside("crtc", port, 2)) {
            return card.range("crtc");
        }
        return inside("status", port, 1) ? card.range("status") : null;
    }

    private long offset(int port) {
        return port >= 0x3c0 && port < 0x3d0 ? port - 0x3c0
                : inside("crtc", port, 2) ? port - wires.window("crtc").address() : 0;
    }

    private boolean inside(String range, long address, long bytes) {
        FakePlacement window = wires.window(range);
        return window.isOpen() && address >= window.address() && address < window.address() + bytes;
    }

    void indexed(int port, int index, int value) {
        out(port, index);
        out(port + 1, value);
    }

    int indexed(int port, int index) {
        out(port, index);
        return in(port + 1);
    }

    void attribute(int index, int value) {
        in(STATUS_1);
        out(ATTRIBUTE, index);
        out(ATTRIBUTE, value);
    }

    int attribute(int index) {
        in(STATUS_1);
        out(ATTRIBUTE, index);
        return in(ATTRIBUTE_READ);
    }

    /** Lets the palette feed the picture. */
    void showPicture() {
        in(STATUS_1);
        out(ATTRIBUTE, 0x20);
    }

    void colour(int number, int red, int green, int blue) {
        out(DAC_WRITE, number);
        out(DAC_DATA, red);
        out(DAC_DATA, green);
        out(DAC_DATA, blue);
    }

    void dispi(int index, int value) {
        card.range("dispi").write(0, 2, index);
        card.range("dispi").write(2, 2, value);
    }

    int dispi(int index) {
        card.range("dispi").write(0, 2, index);
        return (int) card.range("dispi").read(2, 2);
    }

    // Memory.

    void poke(long address, int width, long value) {
        String window = window(address);
        if (window != null) {
            card.range(window).write(address - wires.window(window).address(), width, value);
        }
    }

    void poke(long address, int value) {
        poke(address, 1, value);
    }

    long peek(long address, int width) {
        String window = window(address);
        return window == null ? NOTHING >>> 64 - 8 * width
                : card.range(window).read(address - wires.window(window).address(), width);
    }

    int load(long address) {
        return (int) peek(address, 1);
    }

    private String window(long address) {
        return windowBytes.keySet().stream().filter(name -> inside(name, address, windowBytes.get(name)))
                .findFirst().orElse(null);
    }

    // The monitor.

    Frame paint() {
        Frame frame = new Frame();
        paint(frame);
        return frame;
    }

    boolean paint(Frame frame) {
        return ((ScreenSource) card).paint(frame);
    }

    String[] text() {
        return ((ScreenSource) card).text();
    }
}
