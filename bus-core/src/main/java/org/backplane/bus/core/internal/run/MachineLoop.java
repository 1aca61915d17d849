package org.backplane.bus.core.internal.run;

import java.util.concurrent.atomic.AtomicLong;
import org.backplane.bus.Reset;
import org.backplane.bus.core.internal.event.EventLog;
import org.backplane.bus.core.internal.event.OneLine;
import org.backplane.bus.core.internal.time.MachineClock;
import org.backplane.bus.core.internal.time.TimerQueue;
import org.backplane.bus.machine.Machine.State;
import org.backplane.bus.processor.ProcessorCore.Exit;

/**
 * What the machine thread does: work from the mailbox, what the last slice left for the boundary, timers that are
 * due, a slice of instructions; over and over until it is closed. Map changes are work from the mailbox.
 */
public final class MachineLoop implements Runnable {
    /** The status that a machine powers off with whose processor has shut down. */
    private static final int SHUTDOWN_STATUS = 1;

    private final MachineSettings settings;
    private final Mailbox mailbox;
    private final Boundary boundary;
    private final MachineClock clock;
    private final TimerQueue timers;
    private final ProcessorSeat processor;
    private final Power power;
    private final EventLog events;
    private final Stall stall;
    private final SliceLength sliceLength;
    private boolean closing;
    private final AtomicLong turns = new AtomicLong();
    private volatile long nanos;
    private volatile long instructions;

    /** Assembles the loop; it runs once it is given a thread. */
    public MachineLoop(MachineSettings settings, Mailbox mailbox, Boundary boundary, MachineClock clock,
            TimerQueue timers, ProcessorSeat processor, Power power, EventLog events, Stall stall) {
        this.settings = settings;
        this.mailbox = mailbox;
        this.boundary = boundary;
        this.clock = clock;
        this.timers = timers;
        this.processor = processor;
        this.power = power;
        this.events = events;
        this.stall = stall;
        this.sliceLength = new SliceLength(settings);
    }

    @Override
    public void run() {
        while (!closing) {
            try {
                turn();
            } catch (Throwable ours) {
                // Cards are contained elsewhere, so this is a defect of the fabric. The shell shall be able to look.
                events.reportFromOutside(settings.name(), "the fabric is at fault: " + OneLine.of(ours));
                power.stop();
            }
        }
    }

    /** Virtual time at the last boundary. Any thread. */
    public long nanos() {
        return nanos;
    }

    /** Instructions executed by the last boundary. Any thread. */
    public long instructions() {
        return instructions;
    }

    /** Ends the loop. Machine thread. */
    public void close() {
        closing = true;
    }

    /** How many turns have begun. Any thread; it may be seen a moment late, which is cheaper. */
    public long turns() {
        return turns.get();
    }

    private void turn() {
        turns.lazySet(turns.getPlain() + 1);
        mailbox.work(boundary::perform);
        boundary.perform();
        if (closing) {
            return;
        }
        if (stall.isActive()) {
            stand();
        } else if (power.state() == State.RUNNING) {
            clock.start();
            slice();
        } else {
            publish();
            mailbox.await(MachineClock.NEVER);
        }
    }

    /** Waits for a device that is being replaced. */
    private void stand() {
        clock.stop();
        publish();
        long left = stall.nanosLeft();
        if (left > 0) {
            mailbox.await(left);
        }
        stall.expire();
    }

    private void slice() {
        long begun = clock.nanos();
        timers.expire(begun);
        if (boundary.isPending()) {
            return;
        }
        if (processor.isEmpty()) {
            publish();
            power.idleForEver();
            mailbox.await(clock.vacant(timers.nextDeadline()));
            return;
        }
        long before = processor.instructions();
        Exit exit = processor.run(limit(begun));
        publish();
        sliceLength.took(instructions - before, nanos - begun);
        if (exit == Exit.STOPPED) {
            power.meet(processor.met());
            return;
        }
        power.executed(instructions - before);
        if (exit != Exit.LIMIT && !boundary.isPending() && power.state() == State.RUNNING) {
            if (exit == Exit.HALTED) {
                idle();
            } else {
                shutDown();
            }
        }
    }

    private long limit(long now) {
        long deadlineNanos = timers.nextDeadline();
        long untilTimer = clock.instructionsUntil(deadlineNanos);
        return Math.min(Math.min(sliceLength.instructions(deadlineNanos - now), untilTimer), power.instructionsLeft());
    }

    private void idle() {
        long deadlineNanos = timers.nextDeadline();
        if (deadlineNanos == MachineClock.NEVER) {
            power.idleForEver();
        }
        long waitNanos = power.state() == State.RUNNING ? clock.idle(deadlineNanos) : 0;
        publish();
        if (waitNanos > 0) {
            mailbox.await(waitNanos);
        }
    }

    private void shutDown() {
        events.report(processor.pid(), EventLog.FABRIC, "the processor has shut down (triple fault)",
                processor.nextInstruction());
        switch (settings.onShutdown()) {
            case RESET: power.reset(Reset.HARD); break;
            case STOP: power.stop(); break;
            case POWEROFF: power.off(SHUTDOWN_STATUS); break;
            default: throw new AssertionError(settings.onShutdown());
        }
    }

    private void publish() {
        nanos = clock.nanos();
        instructions = processor.instructions();
    }
}
