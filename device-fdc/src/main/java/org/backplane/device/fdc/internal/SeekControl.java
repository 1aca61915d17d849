package org.backplane.device.fdc.internal;

import java.util.Arrays;
import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * The four drives' present cylinder numbers, the seeks that run side by side, and the interrupts that wait for SENSE INTERRUPT
 * STATUS (82077AA §5.2.1 to §5.2.4).
 */
final class SeekControl {
    static final int DRIVES = 4;

    private static final int NONE = -1;
    /** A recalibration gives up after so many steps (§5.2.1). */
    private static final int RECALIBRATE_STEPS = 79;

    private final FloppyDrive[] drives;
    private final FdcTiming timing;
    private final FdcSettings settings;
    private final VirtualClock clock;
    private final Runnable interrupt;
    private final int[] cylinders = new int[DRIVES];
    private final int[] waiting = new int[DRIVES];
    private final Seek[] seeks = new Seek[DRIVES];
    private boolean announced;

    SeekControl(Wires wires, FloppyDrive[] drives, FdcTiming timing, FdcSettings settings, Runnable interrupt) {
        this.drives = drives;
        this.timing = timing;
        this.settings = settings;
        this.clock = wires.clock();
        this.interrupt = interrupt;
        for (int i = 0; i < DRIVES; i++) {
            seeks[i] = new Seek(wires, i);
            waiting[i] = NONE;
        }
    }

    /** One drive's seek; the first step takes its time, the last one ends it. */
    private final class Seek {
        private final int number;
        private final Timer timer;
        private int target;
        private int head;
        private boolean recalibrate;

        Seek(Wires wires, int number) {
            this.number = number;
            this.timer = wires.timer("seek " + number, deadline -> end());
        }

        SeekState state() {
            return new SeekState(target, head, recalibrate, timer.deadlineNanos());
        }

        void restore(SeekState state) {
            target = state.target;
            head = state.head;
            recalibrate = state.recalibrate;
            if (state.deadlineNanos >= 0) {
                timer.arm(state.deadlineNanos);
            }
        }

        void start(int newTarget, int newHead, boolean toTrack0) {
            target = newTarget;
            head = newHead;
            recalibrate = toTrack0;
            waiting[number] = NONE;
            int steps = Math.abs((toTrack0 ? drives[number].cylinder() : cylinders[number]) - newTarget);
            timer.arm(clock.nanos() + timing.seekNanos(steps, settings.stepNanos()));
        }

        private void end() {
            int st0 = FdcStatus.ST0_SEEK_END | head << FdcStatus.ST0_HEAD_SHIFT | number;
            if (recalibrate && !recalibrated(number)) {
                st0 |= FdcStatus.ST0_ABNORMAL | FdcStatus.ST0_EQUIPMENT_CHECK;
            } else if (!recalibrate) {
                step(number, target);
            }
            waiting[number] = st0;
            announced = true;
            interrupt.run();
        }
    }

    /** One drive's seek, which is under way if it has a deadline. */
    record SeekState(int target, int head, boolean recalibrate, long deadlineNanos) {
    }

    /** Present cylinder numbers, the interrupts that wait, and the seeks. */
    record State(int[] cylinders, int[] waiting, boolean announced, SeekState[] seeks) {
        State {
            if (cylinders.length != DRIVES || waiting.length != DRIVES || seeks.length != DRIVES) {
                throw new IllegalArgumentException("the seeks are not those of " + DRIVES + " drives");
            }
        }
    }

    State state() {
        return new State(cylinders.clone(), waiting.clone(), announced,
                Arrays.stream(seeks).map(Seek::state).toArray(SeekState[]::new));
    }

    void restore(State state) {
        System.arraycopy(state.cylinders, 0, cylinders, 0, DRIVES);
        System.arraycopy(state.waiting, 0, waiting, 0, DRIVES);
        announced = state.announced;
        for (int i = 0; i < DRIVES; i++) {
            seeks[i].restore(state.seeks[i]);
        }
    }

    int cylinder(int drive) {
        return cylinders[drive];
    }

    int[] cylinders() {
        return cylinders.clone();
    }

    /** The busy bits of the main status register. */
    int busy() {
        int busy = 0;
        for (int i = 0; i < DRIVES; i++) {
            busy |= seeks[i].timer.armed() ? 1 << i : 0;
        }
        return busy;
    }

    void seek(int drive, int head, int target) {
        seeks[drive].start(target, head, false);
    }

    void recalibrate(int drive) {
        seeks[drive].start(0, 0, true);
    }

    /** The seek that a read or write command implies; its time is part of the command's. */
    long impliedSeekNanos(int drive, int target) {
        int steps = Math.abs(cylinders[drive] - target);
        if (steps == 0) {
            return 0;
        }
        step(drive, target);
        return timing.seekNanos(steps, settings.stepNanos());
    }

    /** The chip counts steps; where the head stands is the drive's affair. */
    private void step(int drive, int target) {
        drives[drive].moveTo(drives[drive].cylinder() + target - cylinders[drive]);
        cylinders[drive] = target;
    }

    private boolean recalibrated(int drive) {
        cylinders[drive] = 0;
        drives[drive].moveTo(drives[drive].cylinder() - RECALIBRATE_STEPS);
        return drives[drive].track0();
    }

    /** Whether the pin is raised: SENSE INTERRUPT STATUS lowers it, after a reset for all four drives together. */
    boolean interruptWaits() {
        return announced;
    }

    /** SENSE INTERRUPT STATUS: ST0 and the cylinder, or the answer to an invalid command if nothing waits. */
    int[] sense() {
        for (int i = 0; i < DRIVES; i++) {
            if (waiting[i] != NONE) {
                int st0 = waiting[i];
                waiting[i] = NONE;
                announced = seekWaits();
                return new int[] {st0, cylinders[i]};
            }
        }
        return new int[] {FdcStatus.ST0_INVALID};
    }

    private boolean seekWaits() {
        for (int status : waiting) {
            if (status != NONE && (status & FdcStatus.ST0_POLLING) != FdcStatus.ST0_POLLING) {
                return true;
            }
        }
        return false;
    }

    void stop() {
        announced = false;
        for (int i = 0; i < DRIVES; i++) {
            seeks[i].timer.cancel();
            waiting[i] = NONE;
            cylinders[i] = 0;
        }
    }

    /** The first poll after a reset finds all four ready lines changed. */
    void polled() {
        announced = true;
        for (int i = 0; i < DRIVES; i++) {
            waiting[i] = FdcStatus.ST0_POLLING | i;
        }
    }
}
