package org.backplane.device.vga.internal;

import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Slab;
import org.backplane.bus.Window;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.Frame;
import org.backplane.bus.role.ScreenSource;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The card: a VGA, the Bochs display interface beside it, 16 MiB of memory, and what a PCI function has on top. The
 * miscellaneous registers of VGA and graphics controller say where CRT controller and video memory are decoded.
 *
 * <p>Not modelled: the command register's influence on the VGA's own ports and window; they answer whatever it says.
 */
final class VgaCard implements StateKeeper, RegisterBlock, ScreenSource {
    private static final long COLOUR_CRTC = 0x3d4;
    private static final long COLOUR_STATUS = 0x3da;
    private static final long MONOCHROME = 0x20;

    private final Revision revision = new Revision();
    private final VideoMemory memory;
    private final Vga vga;
    private final Dispi dispi;
    private final DispiPorts dispiPorts;
    private final Screen screen;
    private final Map<String, RangeHandler> handlers;
    private final Map<HostWindow.Map, Window> windows;
    private final Window crtcWindow;
    private final Window statusWindow;

    /**
     * Makes the card in its power-on state.
     *
     * @param wires its wires
     * @param rom   what the expansion ROM contains
     */
    VgaCard(Wires wires, byte[] rom) {
        Slab vram = wires.slab("vram", VideoMemory.BYTES);
        memory = new VideoMemory(vram, revision);
        vga = new Vga(wires.clock(), revision, wires.events(), this::place);
        dispi = new Dispi(memory, vga.dac);
        screen = new Screen(vga, dispi, memory, revision);
        crtcWindow = wires.window("crtc");
        statusWindow = wires.window("status");
        windows = windows(wires);
        RangeHandler window = new HostWindow(vga.sequencer, vga.graphics, dispi, memory);
        RangeHandler ports = new VgaPorts(vga, VgaPort.ATTRIBUTE_ADDRESS_DATA);
        dispiPorts = new DispiPorts(dispi, revision, wires.events());
        RangeHandler linear = vram.window(0, VideoMemory.BYTES, true);
        handlers = Map.ofEntries(
                Map.entry(HostWindow.Map.WINDOW_128K.rangeName(), window),
                Map.entry(HostWindow.Map.WINDOW_64K.rangeName(), window),
                Map.entry(HostWindow.Map.COLOR_32K.rangeName(), window),
                Map.entry("vga", ports),
                Map.entry("crtc", new VgaPorts(vga, VgaPort.CRTC_ADDRESS)),
                Map.entry("status", new VgaPorts(vga, VgaPort.INPUT_STATUS_1)),
                Map.entry("dispi", dispiPorts),
                Map.entry("bar0", linear),
                Map.entry("lfb", linear),
                Map.entry("bar2", new RegisterBar(Edid.block(), (VgaPorts) ports, dispiPorts)),
                Map.entry("rom", rom(wires, rom)));
        place();
    }

    /** Makes a card that goes on where another one stopped; the video memory has its contents still. */
    VgaCard(Wires wires, byte[] rom, VgaState before) {
        this(wires, rom);
        vga.external.miscellaneous(before.miscellaneous());
        vga.external.feature(before.feature());
        vga.external.awake(before.awake());
        vga.sequencer.registers.restore(before.sequencer());
        vga.graphics.registers.restore(before.graphics());
        vga.graphics.latch(before.latches());
        vga.attributes.registers.restore(before.attributes());
        vga.attributes.restore(before.dataNext(), before.paletteAddressSource());
        vga.crtc.registers.restore(before.crtc());
        vga.dac.restore(before.dac());
        dispi.restore(before.dispi());
        dispiPorts.restore(before.dispiLow());
        revision.restore(before.revision());
        place();
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(VgaState.SCHEMA, new VgaState(vga.external.miscellaneous(), vga.external.feature(),
                vga.external.awake(), vga.sequencer.registers.state(), vga.graphics.registers.state(),
                vga.graphics.latches(), vga.attributes.registers.state(), vga.attributes.expectsData(),
                vga.attributes.paletteAddressSource(), vga.crtc.registers.state(), vga.dac.contents(), dispi.state(),
                dispiPorts.low(), revision.now()));
    }

    private static Map<HostWindow.Map, Window> windows(Wires wires) {
        Map<HostWindow.Map, Window> windows = new EnumMap<>(HostWindow.Map.class);
        for (HostWindow.Map map : HostWindow.Map.values()) {
            windows.put(map, wires.window(map.rangeName()));
        }
        return windows;
    }

    private static RangeHandler rom(Wires wires, byte[] contents) {
        Slab slab = wires.slab("rom", VgaRom.BYTES);
        slab.put(0, contents, 0, contents.length);
        return slab.window(0, VgaRom.BYTES, false);
    }

    /** Decodes ports and window where the registers say, and only there. */
    private void place() {
        long offset = vga.external.colourPorts() ? 0 : MONOCHROME;
        move(crtcWindow, COLOUR_CRTC - offset);
        move(statusWindow, COLOUR_STATUS - offset);
        HostWindow.Map map = vga.graphics.memoryMap();
        Window wanted = windows.get(map);
        for (Window window : windows.values()) {
            if (window != wanted && window.isOpen()) {
                window.close();
            }
        }
        move(wanted, map.address());
    }

    private static void move(Window window, long address) {
        if (!window.isOpen() || window.address() != address) {
            window.move(address);
        }
    }

    @Override
    public RangeHandler range(String name) {
        RangeHandler handler = handlers.get(name);
        if (handler == null) {
            throw new NoSuchElementException("a VGA has no range '" + name + "', only " + handlers.keySet());
        }
        return handler;
    }

    /** The memory has none, and the memory-mapped copies of the ports are not declared again. */
    @Override
    public Optional<RegisterMap> registers(String range) {
        return switch (range) {
            case "vga" -> Optional.of(VgaPort.declared(VgaPort.ATTRIBUTE_ADDRESS_DATA, 0x10));
            case "crtc" -> Optional.of(VgaPort.declared(VgaPort.CRTC_ADDRESS, 2));
            case "status" -> Optional.of(VgaPort.declared(VgaPort.INPUT_STATUS_1, 1));
            case "dispi" -> Optional.of(DispiPorts.declared());
            default -> Optional.empty();
        };
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            return;
        }
        dispi.reset();
        vga.reset();
        if (kind == Reset.POWER_ON) {
            memory.clear(VideoMemory.BYTES);
        }
    }

    @Override
    public boolean paint(Frame frame) {
        return screen.paint(frame);
    }

    @Override
    public String[] text() {
        return screen.text();
    }
}
