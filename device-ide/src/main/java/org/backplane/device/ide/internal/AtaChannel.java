package org.backplane.device.ide.internal;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.backplane.bus.Line;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;
import org.backplane.bus.state.StateException;

/**
 * One cable with up to two devices (ATA-6 §7 and §9.16). Both devices latch what is written; the selected one answers. A
 * device 0 without a device 1 answers for it, with a status of 00h; without a device 0 nobody drives the bus, and the
 * pull-down at DD7 makes the status 7Fh.
 *
 * <p>The medium is reached {@value #ACCESS_NANOS} ns after the command, so that the host sees BSY and the interrupt comes
 * after the write that asks for it. A reset is over at once.
 */
final class AtaChannel implements DriveHost {
    private static final long ACCESS_NANOS = 20_000;
    private static final int FLOATING = 0x7f;
    private static final int FLOATING_WORD = 0xff7f;
    private static final int CONTROL_INTERRUPT_DISABLED = 0x02;
    private static final int CONTROL_RESET = 0x04;
    private static final int CONTROL_HOB = 0x80;
    private static final int DEVICE_SELECT = 0x10;
    private static final int EXECUTE_DEVICE_DIAGNOSTIC = 0x90;

    private final Drive[] drives = new Drive[2];
    private final Timer[] timers = new Timer[2];
    private final VirtualClock clock;
    private final String name;
    private final Line intrq;
    private Runnable listener = () -> { };
    private int control;
    private int selected;

    AtaChannel(Wires wires, String pin) {
        clock = wires.clock();
        name = pin;
        intrq = wires.line(pin);
        for (int i = 0; i < 2; i++) {
            int number = i;
            timers[i] = wires.timer(pin + " device " + i, deadline -> drives[number].mediaReady());
        }
    }

    /**
     * What the channel remembers of itself, and its drives.
     *
     * @param control  the device control register
     * @param selected the device that answers
     */
    record State(int control, int selected, Connected[] devices) {
        State {
            if (selected < 0 || selected > 1) {
                throw new IllegalArgumentException("no device has the number " + selected);
            }
        }
    }

    /**
     * A drive on the cable.
     *
     * @param number     0 or 1
     * @param mediaNanos when its medium is there; negative if it does not wait for it
     */
    record Connected(int number, long mediaNanos, DriveState drive) {
        Connected {
            if (number < 0 || number > 1 || mediaNanos >= 0 != Phase.valueOf(drive.common().phase()).busy()) {
                throw new IllegalArgumentException("device " + number + " in the phase " + drive.common().phase()
                        + " waits until " + mediaNanos);
            }
        }
    }

    State state() {
        return new State(control, selected, IntStream.range(0, 2).filter(number -> drives[number] != null)
                .mapToObj(number -> new Connected(number, timers[number].deadlineNanos(), drives[number].state()))
                .toArray(Connected[]::new));
    }

    /** The drives are connected already. The bus master is told nothing: it knows. */
    void restore(State state) {
        control = state.control;
        selected = state.selected;
        if (state.devices.length != Arrays.stream(drives).filter(Objects::nonNull).count()) {
            throw new StateException("the state has " + state.devices.length + " drives on " + name
                    + ", which are not those of this machine");
        }
        for (Connected device : state.devices) {
            if (drives[device.number] == null) {
                throw new StateException("there is no device " + device.number + " on " + name);
            }
            drives[device.number].restore(device.drive);
            if (device.mediaNanos >= 0) {
                timers[device.number].arm(device.mediaNanos);
            }
        }
        updateInterrupt();
    }

    /** Plugs a drive in, as device 0 or 1. */
    void connect(int number, Drive drive) {
        drives[number] = drive;
    }

    /** The bus master hears of each change of INTRQ and DMARQ. */
    void listen(Runnable newListener) {
        listener = newListener;
    }

    boolean intrq() {
        return intrq.asserted();
    }

    /** Who asserts DMARQ. */
    Optional<Drive> dmaRequester() {
        Drive drive = drives[selected];
        return drive != null && drive.dmaRequested() ? Optional.of(drive) : Optional.empty();
    }

    int readData() {
        return drives[selected] == null ? absentData() : drives[selected].readData();
    }

    /** Reads elements of the data register, as far as the block that the drive offers reaches; how many. */
    int readData(byte[] into, int width, int count) {
        return drives[selected] == null ? 0 : drives[selected].readData(into, width, count);
    }

    /** Writes elements to the data register, as {@link #readData}. */
    int writeData(byte[] from, int width, int count) {
        return drives[selected] == null ? 0 : drives[selected].writeData(from, width, count);
    }

    int peekData() {
        return drives[selected] == null ? absentData() : drives[selected].peekData();
    }

    long peekDoubleword() {
        return drives[selected] == null ? absentData() | (long) absentData() << 16 : drives[selected].peekDoubleword();
    }

    private int absentData() {
        return drives[0] == null ? FLOATING_WORD : 0xffff;
    }

    void writeData(int word) {
        if (drives[selected] != null) {
            drives[selected].writeData(word);
        }
    }

    int read(TaskFileRegister register) {
        int value = peek(register);
        if (register == TaskFileRegister.STATUS && drives[selected] != null) {
            drives[selected].acknowledge();
        }
        return value;
    }

    int peek(TaskFileRegister register) {
        boolean status = register == TaskFileRegister.STATUS || register == TaskFileRegister.ALTERNATE_STATUS;
        Drive drive = drives[selected];
        if (drive == null) {
            if (drives[0] == null) {
                return FLOATING;
            }
            return status ? 0 : drives[0].file.read(register, hob()) | device(register);
        }
        if (status && inReset()) {
            return TaskFile.STATUS_BSY;
        }
        return drive.file.read(register, hob());
    }

    /** The device register shows who is selected even after a reset of device 0's copy. */
    private int device(TaskFileRegister register) {
        return register == TaskFileRegister.DEVICE ? DEVICE_SELECT : 0;
    }

    private boolean hob() {
        return (control & CONTROL_HOB) != 0;
    }

    private boolean inReset() {
        return (control & CONTROL_RESET) != 0;
    }

    void write(TaskFileRegister register, int value) {
        if (register == TaskFileRegister.DEVICE_CONTROL) {
            writeControl(value);
            return;
        }
        control &= ~CONTROL_HOB;
        if (inReset()) {
            return;
        }
        if (register == TaskFileRegister.COMMAND) {
            command(value);
            return;
        }
        if (register == TaskFileRegister.DEVICE) {
            selected = (value & DEVICE_SELECT) != 0 ? 1 : 0;
        }
        for (Drive drive : drives) {
            // A drive that is at a command is not disturbed (§7.2).
            if (drive != null && (drive.file.status & (TaskFile.STATUS_BSY | TaskFile.STATUS_DRQ)) == 0) {
                drive.file.write(register, value);
            }
        }
        changed();
    }

    private void command(int code) {
        if (code == EXECUTE_DEVICE_DIAGNOSTIC) {
            diagnose();
        } else if (drives[selected] != null) {
            Drive drive = drives[selected];
            drive.acknowledge();
            if ((drive.file.status & (TaskFile.STATUS_BSY | TaskFile.STATUS_DRQ)) != 0) {
                // Results are indeterminate (§7.4); the new command replaces the old one here.
                drive.abandon();
            }
            drive.command(code);
        }
    }

    /** EXECUTE DEVICE DIAGNOSTIC goes to both devices, and device 0 interrupts (§8.11). */
    private void diagnose() {
        reset();
        if (drives[0] != null) {
            drives[0].complete(drives[0].file.status, drives[0].file.error);
        }
    }

    private void writeControl(int value) {
        boolean wasInReset = inReset();
        control = value;
        if (wasInReset && !inReset()) {
            reset();
        }
        changed();
    }

    private void reset() {
        selected = 0;
        for (Drive drive : drives) {
            if (drive != null) {
                drive.abandon();
                drive.softwareReset();
            }
        }
    }

    void hardwareReset() {
        control = 0;
        selected = 0;
        for (Drive drive : drives) {
            if (drive != null) {
                drive.abandon();
                drive.hardwareReset();
            }
        }
        changed();
    }

    @Override
    public void changed() {
        updateInterrupt();
        listener.run();
    }

    private void updateInterrupt() {
        Drive drive = drives[selected];
        boolean asserted = drive != null && drive.interrupt() && (control & CONTROL_INTERRUPT_DISABLED) == 0
                && !inReset();
        if (asserted != intrq.asserted()) {
            intrq.set(asserted);
        }
    }

    @Override
    public void seek(Drive drive) {
        timers[drive == drives[0] ? 0 : 1].arm(clock.nanos() + ACCESS_NANOS);
    }

    @Override
    public void cancel(Drive drive) {
        timers[drive == drives[0] ? 0 : 1].cancel();
    }

    void close() {
        for (Drive drive : drives) {
            if (drive != null) {
                drive.close();
            }
        }
    }

    void handOver() {
        for (Drive drive : drives) {
            if (drive != null) {
                drive.handOver();
            }
        }
    }
}
