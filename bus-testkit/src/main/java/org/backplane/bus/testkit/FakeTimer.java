package org.backplane.bus.testkit;

import org.backplane.bus.Timer;
import org.backplane.bus.TimerCallback;

/** A timer that expires when {@link FakeWires#advance} reaches its deadline. */
public final class FakeTimer implements Timer {
    final String name;
    private final MachineThread machine;
    private final FakeTimers timers;
    private final TimerCallback callback;
    private boolean armed;
    private long deadlineNanos;
    private long sequence;

    FakeTimer(String name, MachineThread machine, FakeTimers timers, TimerCallback callback) {
        this.name = name;
        this.machine = machine;
        this.timers = timers;
        this.callback = callback;
    }

    @Override
    public void arm(long newDeadlineNanos) {
        if (machine.check()) {
            armed = true;
            deadlineNanos = newDeadlineNanos;
            sequence = timers.nextSequence();
        }
    }

    @Override
    public void cancel() {
        machine.check();
        armed = false;
    }

    @Override
    public boolean armed() {
        return armed;
    }

    @Override
    public long deadlineNanos() {
        return armed ? deadlineNanos : -1;
    }

    long sequence() {
        return sequence;
    }

    void expire() {
        armed = false;
        callback.expired(deadlineNanos);
    }
}
