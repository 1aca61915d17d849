package org.backplane.bus.core.internal.slot;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The place that outlives a device's code. It has one occupant at most. Others of the same PID wait, be it that they
 * cannot take its place or that it took theirs; the one that came to wait last is the next.
 */
final class Slot {
    private final String pid;
    private final Deque<Occupant> waiting = new ArrayDeque<>();
    private final Absence absence = new Absence();
    private Occupant occupant;
    /** What the device that went has left, while the guest stands for the next one. */
    private Handover handover;
    /** What any thread may see of it. */
    private volatile SlotView view;

    Slot(String pid) {
        this.pid = pid;
        this.view = SlotView.empty(pid);
    }

    String pid() {
        return pid;
    }

    Occupant occupant() {
        return occupant;
    }

    void occupant(Occupant next) {
        occupant = next;
    }

    Handover handover() {
        return handover;
    }

    void handover(Handover left) {
        handover = left;
    }

    /** What answers in place of a device that has gone. */
    Absence absence() {
        return absence;
    }

    Deque<Occupant> waiting() {
        return waiting;
    }

    SlotView view() {
        return view;
    }

    /** Shows the present state; returns what was shown before. */
    SlotView publish() {
        SlotView before = view;
        view = handover != null ? SlotView.held(pid, handover) : occupant == null ? SlotView.empty(pid)
                : SlotView.of(occupant);
        return before;
    }
}
