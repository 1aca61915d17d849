package org.backplane.bus.core.internal.time;

import java.util.Arrays;

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

    /**
     * Expires all timers whose deadline has come. A timer that is armed meanwhile waits for the next call even if its
     * deadline has come too, so that the guest gets on.
     */
    public void expire(long nowNanos) {
        int count = 0;
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
                timer.expire();
            }
        }
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
