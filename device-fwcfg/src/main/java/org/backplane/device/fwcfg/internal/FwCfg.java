package org.backplane.device.fwcfg.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.FirmwareFiles;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * The firmware configuration interface of QEMU, as its documentation describes it (QEMU fw_cfg): numbered items, a directory
 * of files, read byte by byte or by DMA. Items are what the machine, its cards ({@link FirmwareFiles}) and the configuration
 * say; they are collected once after each reset, at the first access.
 *
 * <p>Not modelled: items that can be written (each write is refused), kernel and initrd for {@code -kernel}, and the
 * numbers that only other architectures ask for. They read as empty.
 */
final class FwCfg implements StateKeeper, RegisterBlock, RoleListener<FirmwareFiles> {
    static final int SELECTOR_BYTES = 2;
    static final int DMA_HALF_BYTES = 4;

    private static final int DMA_BYTES = 8;
    /** What reading the DMA address gives, so that a guest knows that it is there: "QEMU CFG" in memory order. */
    static final long DMA_SIGNATURE = Long.reverseBytes(0x51454d5520434647L);

    private final FwCfgOptions options;
    private final Wires wires;
    private final DeviceEvents events;
    private final Map<String, FirmwareFiles> cards = new LinkedHashMap<>();
    private final FileNumbers numbers = new FileNumbers();
    private final ItemReader reader = new ItemReader(this::items);
    private final DmaTransfer dma;
    private Items items;
    private long dmaHigh;

    FwCfg(FwCfgOptions options, Wires wires) {
        this.options = options;
        this.wires = wires;
        this.events = wires.events();
        this.dma = new DmaTransfer(wires.dma(), reader);
        reader.select(FwCfgKey.SIGNATURE.number());
        wires.watch(FirmwareFiles.class, this);
    }

    /** Makes an interface that goes on where another one stopped. */
    FwCfg(FwCfgOptions options, Wires wires, FwCfgState before) {
        this(options, wires);
        reader.restore(before.reader());
        numbers.restore(before.files());
        dmaHigh = before.dmaHigh();
        items = before.items().length == 0 ? null : Items.of(before.items());
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(FwCfgState.SCHEMA, new FwCfgState(reader.state(), numbers.names(), dmaHigh,
                items == null ? new Items.Item[0] : items.all()));
    }

    @Override
    public void added(String pid, FirmwareFiles role) {
        cards.put(pid, role);
    }

    @Override
    public void removed(String pid, FirmwareFiles role) {
        cards.remove(pid, role);
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            items = null;
            dmaHigh = 0;
            reader.select(FwCfgKey.SIGNATURE.number());
        }
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(FwCfgRegister.declared(range.equals("dma")));
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "io" -> new PortIo();
            case "dma" -> new DmaAddress();
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    private Items items() {
        if (items == null) {
            items = Items.collect(options, wires.slots(), cards, numbers, events);
        }
        return items;
    }

    private void refuse(FwCfgRegister register, long value, int width) {
        events.guest(String.format("%s written with %0" + 2 * width + "x, which has no effect", register.cited(), value));
    }

    /** Selector and data. */
    private final class PortIo implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            return width == 1 ? reader.next() : -1;
        }

        @Override
        public long peek(long offset, int width) {
            return width == 1 ? reader.peek() : -1;
        }

        @Override
        public void write(long offset, int width, long value) {
            if (width == SELECTOR_BYTES) {
                reader.select((int) value);
            } else {
                refuse(FwCfgRegister.DATA, value, width);
            }
        }
    }

    /** The register that takes the address of a control structure. */
    private final class DmaAddress implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            return DMA_SIGNATURE >>> 8 * offset;
        }

        @Override
        public long peek(long offset, int width) {
            return read(offset, width);
        }

        @Override
        public void write(long offset, int width, long value) {
            if (width == DMA_BYTES) {
                start(Long.reverseBytes(value));
            } else if (width != DMA_HALF_BYTES) {
                refuse(offset < DMA_HALF_BYTES ? FwCfgRegister.DMA_HIGH : FwCfgRegister.DMA_LOW, value, width);
            } else if (offset == 0) {
                dmaHigh = Integer.toUnsignedLong(Integer.reverseBytes((int) value)) << 32;
            } else {
                start(dmaHigh | Integer.toUnsignedLong(Integer.reverseBytes((int) value)));
            }
        }

        private void start(long physical) {
            dmaHigh = 0;
            String error = dma.run(physical);
            if (!error.isEmpty()) {
                events.guest(String.format("DMA with the structure at %08x fails: %s", physical, error));
            }
        }
    }
}
