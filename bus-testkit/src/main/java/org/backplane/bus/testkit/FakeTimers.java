package org.backplane.bus.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.backplane.bus.TimerCallback;

/** All timers of a slot; equal deadlines expire in the order in which they were armed. */
final class FakeTimers {
    private static final Comparator<FakeTimer> ORDER =
            Comparator.comparingLong(FakeTimer::deadlineNanos).thenComparingLong(FakeTimer::sequence);

    private final MachineThread machine;
    private final ManualClock clock;
    private final List<FakeTimer> timers = new ArrayList<>();
    private long sequence;

    FakeTimers(MachineThread machine, ManualClock clock) {
        this.machine = machine;
        this.clock = clock;
    }

    FakeTimer make(String name, TimerCallback callback) {
        FakeTimer timer = new FakeTimer(name, machine, this, callback);
        timers.add(timer);
        return timer;
    }

    long nextSequence() {
        return sequence++;
    }

    boolean expireNext(long endNanos) {
        Optional<FakeTimer> next = inOrder().findFirst().filter(timer -> timer.deadlineNanos() <= endNanos);
        next.ifPresent(timer -> {
            clock.set(Math.max(clock.nanos(), timer.deadlineNanos()));
            timer.expire();
        });
        return next.isPresent();
    }

    List<String> armed() {
        return inOrder().map(timer -> timer.name).toList();
    }

    void cancelAll() {
        timers.forEach(FakeTimer::cancel);
    }

    private Stream<FakeTimer> inOrder() {
        return timers.stream().filter(FakeTimer::armed).sorted(ORDER);
    }
}
