package org.backplane.device.ide.internal;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.backplane.bus.BlockHandler;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.Wires;
import org.backplane.bus.pci.PciConfiguration;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateKeeper;

/**
 * The IDE function of the PIIX3 (82371SB "PCI IDE", function 1), or two plain ISA adapters: two channels at the ports of a PC
 * AT. As a PCI function a channel answers only while its IDE decode enable bit is set, and has a bus master.
 *
 * <p>Not modelled: the I/O space enable bit of the command register, which the legacy ports would obey too (the card does not see
 * it), the timing that the registers at 40h to 44h set (they keep what is written), prefetching and posting of data, and
 * Ultra DMA, which the PIIX3 does not have.
 */
final class IdeController implements StateKeeper, PciConfiguration, RegisterBlock {
    static final int CHANNELS = 2;

    /** When the ports of a channel of the PCI function are decoded. */
    static final String DECODED = "IDETIM.IDE = 1";
    /** The configuration registers that it keeps. */
    static final int TIMING_BYTES = 5;

    private static final int IDETIM = 0x40;
    private static final int SIDETIM = 0x44;
    private static final int IDETIM_DECODE = 0x80;
    private static final int RECEIVED_MASTER_ABORT = 0x2000;

    private final AtaChannel[] channels;
    private final BusMaster[] masters = new BusMaster[CHANNELS];
    private final boolean pci;
    private final int[] timing = new int[TIMING_BYTES];

    IdeController(Wires wires, AtaChannel[] channels, boolean pci) {
        this.channels = channels;
        this.pci = pci;
        for (int i = 0; pci && i < CHANNELS; i++) {
            masters[i] = new BusMaster(channels[i], wires.dma(), wires.events(),
                    () -> wires.pci().status(RECEIVED_MASTER_ABORT));
        }
    }

    /** Builds a controller that goes on where another one stopped, in the middle of a transfer too. */
    IdeController(Wires wires, AtaChannel[] channels, boolean pci, IdeState before) {
        this(wires, channels, pci);
        if (before.masters().length != (pci ? CHANNELS : 0)) {
            throw new StateException("the state is that of " + (pci ? "ISA adapters" : "a PCI function"));
        }
        System.arraycopy(before.timing(), 0, timing, 0, timing.length);
        for (int i = 0; i < CHANNELS; i++) {
            if (pci) {
                masters[i].restore(before.masters()[i]);
            }
            channels[i].restore(before.channels()[i]);
        }
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(IdeState.SCHEMA, new IdeState(
                Arrays.stream(channels).map(AtaChannel::state).toArray(AtaChannel.State[]::new),
                Arrays.stream(masters).filter(Objects::nonNull).map(BusMaster::state).toArray(BusMaster.State[]::new),
                timing.clone()));
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "primary" -> new CommandBlock(0);
            case "primary-control" -> new ControlBlock(0);
            case "secondary" -> new CommandBlock(1);
            case "secondary-control" -> new ControlBlock(1);
            case "bar4" -> new BusMasterPorts();
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        String condition = pci ? DECODED : "";
        return Optional.of(range.equals("bar4") ? BusMasterRegister.declared()
                : TaskFileRegister.declared(range.endsWith("control"), condition));
    }

    @Override
    public int readConfiguration(int offset) {
        return offset >= IDETIM && offset <= SIDETIM ? timing[offset - IDETIM] : 0;
    }

    @Override
    public void writeConfiguration(int offset, int value) {
        if (offset >= IDETIM && offset <= SIDETIM) {
            timing[offset - IDETIM] = value;
        }
    }

    private boolean decoded(int channel) {
        return !pci || (timing[2 * channel + 1] & IDETIM_DECODE) != 0;
    }

    @Override
    public void reset(Reset kind) {
        if (kind == Reset.INIT) {
            return;
        }
        for (int i = 0; i < CHANNELS; i++) {
            channels[i].hardwareReset();
            if (pci) {
                masters[i].reset();
            }
        }
        Arrays.fill(timing, 0);
    }

    @Override
    public void unplug() {
        for (AtaChannel channel : channels) {
            channel.close();
        }
    }

    @Override
    public void handOver() {
        for (AtaChannel channel : channels) {
            channel.handOver();
        }
    }

    /** 1F0h to 1F7h or 170h to 177h. The data register has 16 bits; a wider access is two words. */
    private final class CommandBlock implements BlockHandler {
        private final int number;

        CommandBlock(int number) {
            this.number = number;
        }

        @Override
        public long read(long offset, int width) {
            AtaChannel channel = channels[number];
            if (!decoded(number)) {
                return -1;
            }
            if (offset == 0) {
                long value = channel.readData();
                return width > 2 ? value | (long) channel.readData() << 16 : value;
            }
            long value = 0;
            for (int i = 0; i < width; i++) {
                value |= (long) channel.read(TaskFileRegister.read((int) offset + i)) << 8 * i;
            }
            return value;
        }

        /** Only the data register, whose accesses of one byte skip every second one. */
        private boolean hasBlocks(long offset, int width) {
            return offset == 0 && width > 1 && decoded(number);
        }

        @Override
        public int readBlock(long offset, int width, byte[] into, int count) {
            return hasBlocks(offset, width) ? channels[number].readData(into, width, count) : 0;
        }

        @Override
        public int writeBlock(long offset, int width, byte[] from, int count) {
            return hasBlocks(offset, width) ? channels[number].writeData(from, width, count) : 0;
        }

        @Override
        public void write(long offset, int width, long value) {
            AtaChannel channel = channels[number];
            if (!decoded(number)) {
                return;
            }
            if (offset == 0) {
                channel.writeData((int) value & 0xffff);
                if (width > 2) {
                    channel.writeData((int) (value >> 16) & 0xffff);
                }
                return;
            }
            for (int i = 0; i < width; i++) {
                channel.write(TaskFileRegister.written((int) offset + i), (int) (value >> 8 * i) & 0xff);
            }
        }

        @Override
        public long peek(long offset, int width) {
            if (!decoded(number)) {
                return -1;
            }
            if (offset == 0) {
                return width > 2 ? channels[number].peekDoubleword() : channels[number].peekData();
            }
            long value = 0;
            for (int i = 0; i < width; i++) {
                value |= (long) channels[number].peek(TaskFileRegister.read((int) offset + i)) << 8 * i;
            }
            return value;
        }
    }

    /** 3F6h or 376h. */
    private final class ControlBlock implements RangeHandler {
        private final int number;

        ControlBlock(int number) {
            this.number = number;
        }

        @Override
        public long read(long offset, int width) {
            return decoded(number) ? channels[number].read(TaskFileRegister.ALTERNATE_STATUS) : -1;
        }

        @Override
        public void write(long offset, int width, long value) {
            if (decoded(number)) {
                channels[number].write(TaskFileRegister.DEVICE_CONTROL, (int) value & 0xff);
            }
        }

        @Override
        public long peek(long offset, int width) {
            return decoded(number) ? channels[number].peek(TaskFileRegister.ALTERNATE_STATUS) : -1;
        }
    }

    /** The 16 ports of base address register 4; byte by byte, the highest last. */
    private final class BusMasterPorts implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            long value = 0;
            for (int i = 0; i < width; i++) {
                int at = (int) offset + i;
                value |= (long) masters[at / BusMasterRegister.CHANNEL_BYTES].read(at % BusMasterRegister.CHANNEL_BYTES) << 8 * i;
            }
            return value;
        }

        @Override
        public void write(long offset, int width, long value) {
            for (int i = 0; i < width; i++) {
                int at = (int) offset + i;
                masters[at / BusMasterRegister.CHANNEL_BYTES].write(at % BusMasterRegister.CHANNEL_BYTES,
                        (int) (value >> 8 * i) & 0xff);
            }
        }

        @Override
        public long peek(long offset, int width) {
            return read(offset, width);
        }
    }
}
