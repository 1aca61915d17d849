package org.backplane.device.acpi.internal;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.role.FirmwareFiles;
import org.backplane.bus.role.PowerButton;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;

/** The function on a test bench. */
final class Bench {
    static final String PID = "org.backplane.device.acpi";

    final FakeWires wires = new FakeWires(PID);
    final Card card;
    final RangeHandler pm;
    final RangeHandler gpe0;
    final RangeHandler apm;
    final PciConfiguration configuration;
    final FakeLine sci = wires.pin("sci");
    private final SlotDTO own = slot(PID, new String[] {"sci=irq9"}, range("port", 0xafe0, 0xafe3, "gpe0"),
            range("port", 0xb2, 0xb3, "apm"));

    Bench(Map<String, ?> options) {
        this(wires -> new AcpiComponent(ComponentConfig.of(AcpiComponent.Config.class, options)).plug(wires));
    }

    /**
     * Another card in the place of this one, at the same time.
     *
     * @param before what happens to its wires beforehand
     */
    Bench successor(Consumer<FakeWires> before) {
        DeviceState state = StateFormat.read(StateFormat.write(((StateKeeper) card).state()));
        return new Bench(wires -> {
            wires.advance(this.wires.clock().nanos());
            before.accept(wires);
            return new AcpiComponent(ComponentConfig.of(AcpiComponent.Config.class)).plug(wires, state);
        });
    }

    private Bench(Function<FakeWires, Card> plugging) {
        wires.slot(own);
        card = plugging.apply(wires);
        pm = card.range("pm");
        gpe0 = card.range("gpe0");
        apm = card.range("apm");
        configuration = (PciConfiguration) card;
    }

    Bench() {
        this(Map.of());
    }

    static RangeDTO range(String space, long first, long last, String name) {
        RangeDTO range = new RangeDTO();
        range.space = space;
        range.first = first;
        range.last = last;
        range.name = name;
        range.type = "";
        range.access = "rw";
        range.live = true;
        return range;
    }

    static RangeDTO ram(long first, long last) {
        RangeDTO range = range("memory", first, last, "memory0");
        range.type = "WB";
        return range;
    }

    static SlotDTO slot(String pid, String[] drives, RangeDTO... ranges) {
        SlotDTO slot = new SlotDTO();
        slot.pid = pid;
        slot.drives = drives;
        slot.senses = new String[0];
        slot.ranges = ranges;
        return slot;
    }

    /** What its own pins are soldered to. */
    void hearing(String... senses) {
        own.senses = senses;
    }

    /** A slot whose device answers some ports, {@code first, last} each, and drives a line. */
    void device(String pid, String line, int... ports) {
        RangeDTO[] ranges = new RangeDTO[ports.length / 2];
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = range("port", ports[2 * i], ports[2 * i + 1], "port" + i);
        }
        wires.slot(slot(pid, line.isEmpty() ? new String[0] : line.split(","), ranges));
    }

    long config(int offset, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | configuration.readConfiguration(offset + i);
        }
        return value;
    }

    void config(int offset, int width, long value) {
        for (int i = 0; i < width; i++) {
            configuration.writeConfiguration(offset + i, (int) (value >> 8 * i) & 0xff);
        }
    }

    int status() {
        return (int) pm.read(0, 2);
    }

    Map<String, byte[]> files() {
        return ((FirmwareFiles) card).firmwareFiles();
    }

    void press() {
        ((PowerButton) card).press();
    }
}
