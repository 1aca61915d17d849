package org.backplane.bus.core.internal.time;

import org.backplane.bus.Timer;
import org.backplane.bus.TimerCallback;
import org.backplane.bus.core.internal.event.Owner;
import org.backplane.bus.snapshot.TimerSnapshot;

/** A timer of a card. */
public final class CardTimer implements Timer {
    static final int NOT_QUEUED = -1;

    /** What it waits for. */
    long deadlineNanos;
    /** Which arming of the machine this was. */
    long arming;
    /** Where it stands in the heap. */
    int index = NOT_QUEUED;
    boolean armed;

    private final TimerQueue queue;
    private final String name;
    private final TimerCallback callback;
    private final Owner owner;
    private boolean revoked;

    /** Makes a timer that is not armed. */
    public CardTimer(TimerQueue queue, String name, TimerCallback callback, Owner owner) {
        this.queue = queue;
        this.name = name;
        this.callback = callback;
        this.owner = owner;
    }

    @Override
    public void arm(long deadline) {
        if (!revoked) {
            queue.remove(this);
            deadlineNanos = deadline;
            armed = true;
            queue.add(this);
        }
    }

    @Override
    public void cancel() {
        queue.remove(this);
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

    /** Disarms it for good. */
    public void revoke() {
        cancel();
        revoked = true;
    }

    /** Whether this is the timer that a snapshot names. */
    boolean is(TimerSnapshot snapshot) {
        return deadlineNanos == snapshot.deadlineNanos() && name.equals(snapshot.name()) && owner.pid().equals(snapshot.pid());
    }

    TimerSnapshot snapshot() {
        return new TimerSnapshot(owner.pid(), name, deadlineNanos);
    }

    boolean before(CardTimer other) {
        return deadlineNanos < other.deadlineNanos || deadlineNanos == other.deadlineNanos && arming < other.arming;
    }

    void expire() {
        armed = false;
        owner.contain("timer '" + name + "'", () -> callback.expired(deadlineNanos));
    }
}
