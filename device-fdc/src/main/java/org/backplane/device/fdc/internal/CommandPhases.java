package org.backplane.device.fdc.internal;

import java.util.Optional;
import org.backplane.bus.DeviceEvents;

/** The phases of a command (82077AA §4.0): the host writes its bytes, the chip executes it, the host reads the results. */
final class CommandPhases {
    private enum Phase { COMMAND, EXECUTION, RESULT }

    private static final Phase[] PHASES = Phase.values();
    private static final int COMMAND_BYTES = 9;
    private static final int MSR_REQUEST = 0x80;
    private static final int MSR_TO_HOST = 0x40;
    private static final int MSR_NON_DMA = 0x20;
    private static final int MSR_BUSY = 0x10;
    private static final int HEAD_AND_DRIVE = 0x07;
    private static final int DRIVE = 0x03;
    private static final int LOCK_BIT = 0x80;
    private static final int LOCK_RESULT = 0x10;
    private static final int VERSION_82077AA = 0x90;

    private final ChipCore core;
    private final DeviceEvents events;
    private final Runnable interruptChanged;
    private final int[] bytes = new int[COMMAND_BYTES];
    private Phase phase = Phase.COMMAND;
    private FdcCommand command = FdcCommand.INVALID;
    private int count;
    private int[] results = {};
    private int next;
    private int lastSector;
    private boolean resultInterrupt;
    private Optional<Execution> execution = Optional.empty();

    CommandPhases(ChipCore core, Runnable interruptChanged) {
        this.core = core;
        this.events = core.events();
        this.interruptChanged = interruptChanged;
    }

    /**
     * Where in a command the chip is.
     *
     * @param bytes      the command's bytes so far
     * @param count      how many they are
     * @param results    what is to be read
     * @param execution  the execution phase, if there is one
     * @param timerNanos when the chip's timer expires; negative if it does not
     */
    record State(int phase, int[] bytes, int count, int[] results, int next, int lastSector, boolean resultInterrupt,
            Execution.State[] execution, long timerNanos) {
        State {
            boolean possible = phase >= 0 && phase < PHASES.length && bytes.length == COMMAND_BYTES && count >= 0
                    && count <= COMMAND_BYTES && (count < COMMAND_BYTES || phase != Phase.COMMAND.ordinal())
                    && execution.length == (phase == Phase.EXECUTION.ordinal() ? 1 : 0)
                    && (execution.length == 0 || FdcCommand.of(bytes[0]).executes())
                    && (phase != Phase.RESULT.ordinal() || next >= 0 && next < results.length);
            if (!possible) {
                throw new IllegalArgumentException("there is no phase " + phase + " with " + count + " bytes of a command");
            }
        }
    }

    State state() {
        return new State(phase.ordinal(), bytes.clone(), count, results.clone(), next, lastSector, resultInterrupt,
                execution.stream().map(Execution::state).toArray(Execution.State[]::new), core.timer().deadlineNanos());
    }

    /** Drives, seeks, settings and data port have been restored already. */
    void restore(State state) {
        System.arraycopy(state.bytes, 0, bytes, 0, COMMAND_BYTES);
        command = FdcCommand.of(bytes[0]);
        phase = PHASES[state.phase];
        count = state.count;
        results = state.results;
        next = state.next;
        lastSector = state.lastSector;
        resultInterrupt = state.resultInterrupt;
        for (Execution.State before : state.execution) {
            Execution resumed = makeExecution();
            resumed.resume(before);
            execution = Optional.of(resumed);
        }
        if (state.timerNanos >= 0) {
            core.timer().arm(state.timerNanos);
        }
    }

    int mainStatus() {
        int status = core.seeks().busy();
        return switch (phase) {
            case COMMAND -> status | MSR_REQUEST | (count > 0 ? MSR_BUSY : 0);
            case RESULT -> status | MSR_REQUEST | MSR_TO_HOST | MSR_BUSY;
            case EXECUTION -> status | MSR_BUSY | (core.port().nonDma() ? MSR_NON_DMA : 0)
                    | (core.port().ready() ? MSR_REQUEST | (core.port().toHost() ? MSR_TO_HOST : 0) : 0);
        };
    }

    /** What the interrupt pin would show: results, service of the data register, or seeks that have ended. */
    boolean interrupt() {
        return switch (phase) {
            case RESULT -> resultInterrupt;
            case EXECUTION -> core.port().ready();
            case COMMAND -> core.seeks().interruptWaits();
        };
    }

    void timerExpired() {
        execution.ifPresent(Execution::expired);
    }

    int peekData() {
        if (phase == Phase.RESULT) {
            return results[next];
        }
        return dataToHost() ? core.port().peek() : FdcRegister.FIFO.initial();
    }

    int readData() {
        int value = peekData();
        if (phase == Phase.RESULT) {
            resultRead();
        } else if (dataToHost()) {
            core.port().read();
        } else {
            events.guest(String.format("FIFO read while the main status register says %02x", mainStatus()));
        }
        return value;
    }

    private boolean dataToHost() {
        return phase == Phase.EXECUTION && core.port().ready() && core.port().toHost();
    }

    private void resultRead() {
        next++;
        resultInterrupt = false;
        if (next == results.length) {
            phase = Phase.COMMAND;
            count = 0;
        }
        interruptChanged.run();
    }

    void writeData(int value) {
        if (phase == Phase.EXECUTION && core.port().ready() && !core.port().toHost()) {
            core.port().write(value);
        } else if (phase == Phase.COMMAND) {
            commandByte(value);
        } else {
            events.guest(String.format("FIFO written with %02x while the main status register says %02x",
                    value, mainStatus()));
        }
    }

    private void commandByte(int value) {
        if (count == 0) {
            command = FdcCommand.of(value);
        }
        bytes[count++] = value;
        if (count > command.parameters()) {
            execute();
        }
    }

    private void execute() {
        int unit = bytes[1] & DRIVE;
        switch (command) {
            case READ_DATA, READ_DELETED_DATA, WRITE_DATA, WRITE_DELETED_DATA -> {
                lastSector = bytes[6];
                execution();
            }
            case READ_ID -> execution();
            case FORMAT_TRACK -> {
                lastSector = bytes[3];
                execution();
            }
            case RECALIBRATE -> {
                core.seeks().recalibrate(unit);
                withoutResult();
            }
            case SEEK -> {
                core.seeks().seek(unit, bytes[1] >> FdcStatus.ST0_HEAD_SHIFT & 1, bytes[2]);
                withoutResult();
            }
            case SENSE_INTERRUPT_STATUS -> result(core.seeks().sense());
            case SENSE_DRIVE_STATUS -> result(driveStatus(core.drives()[unit]));
            case SPECIFY -> {
                core.settings().specify(bytes[1], bytes[2]);
                withoutResult();
            }
            case CONFIGURE -> {
                core.settings().configure(bytes[2], bytes[3]);
                withoutResult();
            }
            case PERPENDICULAR_MODE -> {
                core.settings().perpendicular(bytes[1]);
                withoutResult();
            }
            case DUMPREG -> result(core.settings().dump(core.seeks().cylinders(), lastSector));
            case VERSION -> result(VERSION_82077AA);
            case LOCK -> {
                core.settings().lock((bytes[0] & LOCK_BIT) != 0);
                result((bytes[0] & LOCK_BIT) != 0 ? LOCK_RESULT : 0);
            }
            case INVALID -> {
                events.guest(String.format("%02x is no command of the 82077AA, or one that is not modelled", bytes[0]));
                result(FdcStatus.ST0_INVALID);
            }
        }
    }

    private Execution makeExecution() {
        return switch (command) {
            case READ_DATA, READ_DELETED_DATA, WRITE_DATA, WRITE_DELETED_DATA ->
                new SectorTransfer(core, command, bytes, this::executed);
            case READ_ID -> new IdSearch(core, bytes, this::executed);
            case FORMAT_TRACK -> new TrackFormat(core, bytes, this::executed);
            default -> throw new AssertionError(command);
        };
    }

    private void execution() {
        Execution started = makeExecution();
        started.start();
        phase = Phase.EXECUTION;
        execution = Optional.of(started);
        interruptChanged.run();
    }

    /** The results of an execution phase are announced by an interrupt. */
    private void executed(int... values) {
        execution = Optional.empty();
        resultInterrupt = true;
        result(values);
    }

    private void result(int... values) {
        phase = Phase.RESULT;
        results = values;
        next = 0;
        interruptChanged.run();
    }

    private void withoutResult() {
        count = 0;
        interruptChanged.run();
    }

    private int driveStatus(FloppyDrive drive) {
        return FdcStatus.ST3_ONES | bytes[1] & HEAD_AND_DRIVE
                | (drive.writeProtected() ? FdcStatus.ST3_WRITE_PROTECTED : 0)
                | (drive.track0() ? FdcStatus.ST3_TRACK_0 : 0);
    }

    /** A reset ends whatever the chip is at. */
    void abort() {
        phase = Phase.COMMAND;
        count = 0;
        resultInterrupt = false;
        execution = Optional.empty();
        core.timer().cancel();
        core.port().withdraw();
    }
}
