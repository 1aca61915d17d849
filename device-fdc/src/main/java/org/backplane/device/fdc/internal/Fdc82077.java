package org.backplane.device.fdc.internal;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.backplane.bus.DeviceEvents;
import org.backplane.bus.Line;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.RoleListener;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.register.RegisterBlock;
import org.backplane.bus.register.RegisterMap;
import org.backplane.bus.role.DmaController;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;

/**
 * Intel 82077AA, "CHMOS Single-Chip Floppy Disk Controller", in PC AT mode with two drives. {@link FdcRegister} lists the
 * registers, {@link FdcCommand} the commands; {@link CommandPhases} goes through their phases.
 *
 * <p>Not modelled: status registers A and B and the other modes' pins, READ TRACK, VERIFY, the SCAN commands and RELATIVE SEEK
 * (they answer as invalid), FM, deleted data marks in images (WRITE DELETED DATA writes ordinary data), sectors of other
 * sizes than 512 bytes, gaps, write precompensation and perpendicular recording (any setting reads and writes any image), the
 * motor-off and power-down times, and the host's wait for head unload. {@link FdcTiming} says what takes time and
 * {@link Execution} where a search differs from hardware's.
 */
final class Fdc82077 implements StateKeeper, RegisterBlock, RangeHandler {
    private static final int DOR_RESET_OFF = 0x04;
    private static final int DOR_DMA_GATE = 0x08;
    private static final int DOR_MOTORS_SHIFT = 4;
    private static final int DOR_SELECT = 0x03;
    private static final int DSR_RESET = 0x80;
    private static final int RATE = 0x03;
    private static final int DIR_CHANGED = 0x80;

    private final FloppyDrive[] drives;
    private final FdcSettings settings = new FdcSettings();
    private final SeekControl seeks;
    private final DataPort port;
    private final CommandPhases phases;
    private final VirtualClock clock;
    private final DeviceEvents events;
    private final Line irq;
    private final Timer poll;
    private int dor = FdcRegister.DOR.initial();
    private int tdr = FdcRegister.TDR.initial();

    /**
     * Builds the chip in its power-on state.
     *
     * @param wires   the slot's
     * @param drives  the four drives
     * @param timing  how long things take
     * @param channel the DMA channel
     */
    Fdc82077(Wires wires, FloppyDrive[] drives, FdcTiming timing, int channel) {
        this.drives = drives;
        clock = wires.clock();
        events = wires.events();
        irq = wires.line("irq");
        seeks = new SeekControl(wires, drives, timing, settings, this::updateInterrupt);
        port = new DataPort(channel, settings, this::updateInterrupt);
        Timer timer = wires.timer("command", deadline -> commandTimer());
        phases = new CommandPhases(
                new ChipCore(drives, seeks, settings, timing, port, timer, clock, events), this::updateInterrupt);
        poll = wires.timer("poll", deadline -> polled());
        settings.hardwareReset();
        wires.watch(DmaController.class, new RoleListener<>() {
            @Override
            public void added(String pid, DmaController controller) {
                port.connect(controller);
            }

            @Override
            public void removed(String pid, DmaController controller) {
                port.connect(null);
            }
        });
    }

    /** Builds a chip that goes on where another one stopped, in the middle of a transfer too. */
    Fdc82077(Wires wires, FloppyDrive[] drives, FdcTiming timing, int channel, FdcState before) {
        this(wires, drives, timing, channel);
        dor = before.dor();
        tdr = before.tdr();
        for (int i = 0; i < SeekControl.DRIVES; i++) {
            drives[i].restore(before.drives()[i]);
        }
        settings.restore(before.settings());
        seeks.restore(before.seeks());
        port.restore(before.port());
        phases.restore(before.phases());
        if (before.pollNanos() >= 0) {
            poll.arm(before.pollNanos());
        }
        updateInterrupt();
        port.gate((dor & DOR_DMA_GATE) != 0);
    }

    @Override
    public DeviceState state() {
        return DeviceState.of(FdcState.SCHEMA, new FdcState(dor, tdr,
                Arrays.stream(drives).map(FloppyDrive::state).toArray(FloppyDrive.State[]::new), settings.state(),
                seeks.state(), port.state(), phases.state(), poll.deadlineNanos()));
    }

    private void commandTimer() {
        phases.timerExpired();
    }

    @Override
    public RangeHandler range(String name) {
        return switch (name) {
            case "registers" -> this;
            case "input" -> new InputRange();
            default -> throw new NoSuchElementException("no handler for the range '" + name + "'");
        };
    }

    @Override
    public Optional<RegisterMap> registers(String range) {
        return Optional.of(FdcRegister.declared(range.equals("registers") ? 0 : FdcRegister.DIR.offset()));
    }

    /** The register at 3F7h. */
    private final class InputRange implements RangeHandler {
        @Override
        public long read(long offset, int width) {
            return Fdc82077.this.read(FdcRegister.DIR.offset(), width);
        }

        @Override
        public void write(long offset, int width, long value) {
            Fdc82077.this.write(FdcRegister.CCR.offset(), width, value);
        }

        @Override
        public long peek(long offset, int width) {
            return Fdc82077.this.peek(FdcRegister.DIR.offset(), width);
        }
    }

    @Override
    public long read(long offset, int width) {
        FdcRegister register = FdcRegister.read((int) offset);
        return register == FdcRegister.FIFO && running() ? phases.readData() : peek(register);
    }

    @Override
    public long peek(long offset, int width) {
        return peek(FdcRegister.read((int) offset));
    }

    private int peek(FdcRegister register) {
        return switch (register) {
            case SRA, SRB -> register.initial();
            case DOR -> dor;
            case TDR -> tdr;
            case MSR -> running() ? phases.mainStatus() : FdcRegister.MSR.initial();
            case FIFO -> running() ? phases.peekData() : FdcRegister.FIFO.initial();
            case DIR -> FdcRegister.DIR.initial() | (drives[dor & DOR_SELECT].diskChanged() ? DIR_CHANGED : 0);
            case DSR, CCR -> throw new AssertionError(register);
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        FdcRegister register = FdcRegister.written((int) offset);
        int data = (int) value & 0xff;
        switch (register) {
            case SRA, SRB -> events.guest(String.format("%s written with %02x, which has no effect", register.cited(), data));
            case DOR -> writeDor(data);
            case TDR -> tdr = data & FdcRegister.TDR_SELECT;
            case DSR -> writeDsr(data);
            case CCR -> settings.rate(data & RATE);
            case FIFO -> writeFifo(data);
            case MSR, DIR -> throw new AssertionError(register);
        }
    }

    private void writeFifo(int data) {
        if (running()) {
            phases.writeData(data);
        } else {
            events.guest(String.format("FIFO written with %02x while DOR holds the chip in reset", data));
        }
    }

    private boolean running() {
        return (dor & DOR_RESET_OFF) != 0;
    }

    private void writeDor(int value) {
        boolean wasRunning = running();
        dor = value;
        for (int i = 0; i < SeekControl.DRIVES; i++) {
            drives[i].motor((value >> DOR_MOTORS_SHIFT + i & 1) != 0, clock.nanos());
        }
        port.gate((value & DOR_DMA_GATE) != 0);
        if (wasRunning && !running()) {
            softwareReset();
        } else if (!wasRunning && running()) {
            leaveReset();
        }
        updateInterrupt();
    }

    /** DSR bit 7 clears itself: in and out of reset at once. */
    private void writeDsr(int value) {
        settings.rate(value & RATE);
        if ((value & DSR_RESET) != 0 && running()) {
            softwareReset();
            leaveReset();
        }
    }

    private void softwareReset() {
        phases.abort();
        seeks.stop();
        poll.cancel();
        settings.softwareReset();
        updateInterrupt();
    }

    private void leaveReset() {
        poll.arm(clock.nanos() + FdcTiming.POLL_NANOS);
    }

    private void polled() {
        if (settings.polling()) {
            seeks.polled();
            updateInterrupt();
        }
    }

    private void updateInterrupt() {
        boolean gate = (dor & DOR_DMA_GATE) != 0 && running();
        boolean asserted = gate && phases.interrupt();
        if (asserted != irq.asserted()) {
            irq.set(asserted);
        }
    }

    @Override
    public void reset(Reset kind) {
        if (kind != Reset.INIT) {
            writeDor(FdcRegister.DOR.initial());
            softwareReset();
            settings.hardwareReset();
            tdr = FdcRegister.TDR.initial();
        }
    }

    @Override
    public void unplug() {
        port.release();
        for (FloppyDrive drive : drives) {
            drive.close();
        }
    }

    @Override
    public void handOver() {
        port.release();
        for (FloppyDrive drive : drives) {
            drive.handOver();
        }
    }
}
