package org.backplane.device.fwcfg.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;

/** The interface on a test bench, in a machine with some memory. */
final class Bench {
    static final int STRUCTURE = 0x6f3c;

    final FakeWires wires = new FakeWires("device.fwcfg");
    final byte[] memory = new byte[0x20000];
    final Card card;
    final RangeHandler io;
    final RangeHandler dma;

    Bench(Map<String, ?> options) {
        this(options, Optional.empty());
    }

    /** Another card in the place of this one, with other options. */
    Bench successor(Map<String, ?> options) {
        return new Bench(options, Optional.of(StateFormat.read(StateFormat.write(((StateKeeper) card).state()))));
    }

    private Bench(Map<String, ?> options, Optional<DeviceState> state) {
        wires.dma().map(0, memory);
        wires.slot(slot("ram", range("memory", 0, 0x9ffff, "WB", "rw"), range("memory", 0x100000, 0x7ffffff, "WB", "rw")));
        wires.slot(slot("rom", range("memory", 0xfffc0000L, 0xffffffffL, "WP", "rw")));
        FwCfgComponent component = new FwCfgComponent(ComponentConfig.of(FwCfgComponent.Config.class, options));
        card = state.isPresent() ? component.plug(wires, state.get()) : component.plug(wires);
        io = card.range("io");
        dma = card.range("dma");
    }

    Bench() {
        this(Map.of());
    }

    static RangeDTO range(String space, long first, long last, String type, String access) {
        RangeDTO range = new RangeDTO();
        range.space = space;
        range.first = first;
        range.last = last;
        range.type = type;
        range.access = access;
        range.live = true;
        return range;
    }

    static SlotDTO slot(String pid, RangeDTO... ranges) {
        SlotDTO slot = new SlotDTO();
        slot.pid = pid;
        slot.state = "live";
        slot.ranges = ranges;
        return slot;
    }

    /** The first bytes of an item, read through the data register. */
    byte[] item(int number, int bytes) {
        io.write(0, 2, number);
        byte[] item = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            item[i] = (byte) io.read(1, 1);
        }
        return item;
    }

    long number(int item, int width) {
        long value = 0;
        byte[] bytes = item(item, width);
        for (int i = width - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    /** The directory: number and size of each file. */
    Map<String, int[]> directory() {
        int count = ByteBuffer.wrap(item(0x19, 4)).getInt();
        ByteBuffer entries = ByteBuffer.wrap(item(0x19, 4 + 64 * count)).position(4);
        Map<String, int[]> files = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int size = entries.getInt();
            int number = entries.getShort() & 0xffff;
            entries.getShort();
            byte[] name = new byte[56];
            entries.get(name);
            files.put(new String(name, StandardCharsets.US_ASCII).replaceFirst("\0.*", ""), new int[] {number, size});
        }
        return files;
    }

    byte[] file(String name) {
        int[] file = directory().get(name);
        if (file == null) {
            throw new AssertionError("no file " + name + " in " + directory().keySet());
        }
        return item(file[0], file[1]);
    }

    /** Runs a transfer with the control structure in memory; gives the control word that is left there. */
    int transfer(int control, int length, long address) {
        ByteBuffer.wrap(memory, STRUCTURE, 16).putInt(control).putInt(length).putLong(address);
        dma.write(4, 4, Integer.toUnsignedLong(Integer.reverseBytes(STRUCTURE)));
        return ByteBuffer.wrap(memory, STRUCTURE, 4).getInt();
    }

    static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
