package org.backplane.bus.core.internal.time;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.backplane.bus.snapshot.TimerSnapshot;

/**
 * The armed timers of a machine: a binary heap by deadline, among equals by the order in which they were armed, so that
 * equal runs expire them in equal order.
 */
public final class TimerQueue {
    private final Runnable earlier;
    private CardTimer[] heap = new CardTimer[16];
    private int size;
    private CardTimer[] due = new CardTimer[16];
    private long armings;
    private long expiringNanos = MachineClock.NEVER;

    /**
     * Makes an empty queue.
     *
     * @param earlier called when the next deadline has become an earlier one
     */
    public TimerQueue(Runnable earlier) {
        this.earlier = earlier;
    }

    /** The next deadline, {@link MachineClock#NEVER} if no timer is armed. */
    public long nextDeadline() {
        return size == 0 ? MachineClock.NEVER : heap[0].deadlineNanos;
    }

    /** The time to which belongs what happens now: within a timer its deadline, even if it is late. */
    public long timeOf(long nowNanos) {
        return Math.min(nowNanos, expiringNanos);
    }

    /**
     * Expires all timers whose deadline has come. A timer that is armed meanwhile waits for the next call even if its
     * deadline has come too, so that the guest gets on.
     */
    public void expire(long nowNanos) {
        int count = 0;
        expiringNanos = MachineClock.NEVER;
        while (size > 0 && heap[0].deadlineNanos <= nowNanos) {
            due = count == due.length ? Arrays.copyOf(due, 2 * count) : due;
            due[count++] = heap[0];
            remove(heap[0]);
        }
        for (int i = 0; i < count; i++) {
            CardTimer timer = due[i];
            due[i] = null;
            // One that was cancelled or armed anew by an earlier callback has nothing to do here any more.
            if (timer.armed && timer.index == CardTimer.NOT_QUEUED) {
                expiringNanos = timer.deadlineNanos;
                timer.expire();
            }
        }
        expiringNanos = MachineClock.NEVER;
    }

    void add(CardTimer timer) {
        timer.arming = armings++;
        heap = size == heap.length ? Arrays.copyOf(heap, 2 * size) : heap;
        place(timer, size++);
        rise(timer);
        if (heap[0] == timer) {
            earlier.run();
        }
    }

    void remove(CardTimer timer) {
        int hole = timer.index;
        if (hole == CardTimer.NOT_QUEUED) {
            return;
        }
        timer.index = CardTimer.NOT_QUEUED;
        CardTimer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            place(last, hole);
            rise(last);
            sink(last);
        }
    }

    /** The armed timers in the order in which they will expire. */
    public List<TimerSnapshot> snapshot() {
        return inOrder().map(CardTimer::snapshot).toList();
    }

    private Stream<CardTimer> inOrder() {
        return Arrays.stream(heap, 0, size).sorted(Comparator.comparingLong((CardTimer timer) -> timer.deadlineNanos)
                .thenComparingLong(timer -> timer.arming));
    }

    /**
     * The timers were armed anew by cards that go on with a state: those of equal deadlines get the order they had.
     *
     * @return the timers that are not there, and behind them those that were not
     */
    public List<List<TimerSnapshot>> restore(List<TimerSnapshot> before) {
        List<CardTimer> others = inOrder().collect(Collectors.toCollection(ArrayList::new));
        List<TimerSnapshot> missing = new ArrayList<>();
        long order = 0;
        for (TimerSnapshot snapshot : before) {
            Optional<CardTimer> timer = others.stream().filter(any -> any.is(snapshot)).findFirst();
            if (timer.isPresent()) {
                timer.get().arming = order++;
                others.remove(timer.get());
            } else {
                missing.add(snapshot);
            }
        }
        for (CardTimer timer : others) {
            timer.arming = order++;
        }
        armings = order;
        repair();
        return List.of(missing, others.stream().map(CardTimer::snapshot).toList());
    }

    /** Puts in order what a stack that overflowed has left half done. */
    public void repair() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (heap[i] != null && heap[i].armed && (kept == 0 || heap[i] != heap[kept - 1])) {
                place(heap[i], kept++);
            }
        }
        Arrays.fill(heap, kept, size, null);
        size = kept;
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(heap[i]);
        }
    }

    private void rise(CardTimer timer) {
        while (timer.index > 0 && timer.before(heap[(timer.index - 1) / 2])) {
            int parent = (timer.index - 1) / 2;
            place(heap[parent], timer.index);
            place(timer, parent);
        }
    }

    private void sink(CardTimer timer) {
        for (;;) {
            int child = 2 * timer.index + 1;
            if (child + 1 < size && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (child >= size || timer.before(heap[child])) {
                return;
            }
            place(heap[child], timer.index);
            place(timer, child);
        }
    }

    private void place(CardTimer timer, int index) {
        heap[index] = timer;
        timer.index = index;
    }
}
