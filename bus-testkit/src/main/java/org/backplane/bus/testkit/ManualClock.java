package org.backplane.bus.testkit;

import org.backplane.bus.VirtualClock;

/**
 * A virtual clock that stands until {@link FakeWires#advance} or {@link FakeWires#lag} moves it, or while
 * {@link FakeWires#hasten} lets it run; it starts at 0.
 */
public final class ManualClock implements VirtualClock {
    private final MachineThread machine;
    private long nanos;
    private long nanosPerReading;

    ManualClock(MachineThread machine) {
        this.machine = machine;
    }

    @Override
    public long nanos() {
        machine.check();
        long now = nanos;
        nanos += nanosPerReading;
        return now;
    }

    void runsOn(long byNanosPerReading) {
        nanosPerReading = byNanosPerReading;
    }

    void set(long newNanos) {
        if (newNanos < nanos) {
            throw new IllegalArgumentException("the clock cannot run back from " + nanos + " to " + newNanos);
        }
        nanos = newNanos;
    }
}
