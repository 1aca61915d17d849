package org.backplane.device.pit.internal;

import org.backplane.bus.Line;
import org.backplane.bus.Timer;
import org.backplane.bus.Wires;

/**
 * An output pin that follows the OUT of a counter. The timer is armed for the clock pulse of the next change, never for
 * one after the present time, so that the changes keep their phase however late they are noticed; of several that were
 * missed one edge is made up for. A low time of one pulse comes out at its end, as a low and a high level in one instant.
 */
final class OutputPin {
    private final Counter8254 counter;
    private final Line line;
    private final Timer timer;
    private boolean open;

    /**
     * Makes a pin.
     *
     * @param counter whose OUT it follows
     * @param open    whether it does so; a closed pin is low
     */
    OutputPin(Wires wires, String name, Counter8254 counter, boolean open) {
        this.counter = counter;
        this.line = wires.line(name);
        this.timer = wires.timer(name, deadlineNanos -> settle());
        this.open = open;
        settle();
    }

    /** The pin, and when the counter has to be looked at. */
    record State(boolean open, boolean asserted, long deadlineNanos) {
    }

    State state() {
        return new State(open, line.asserted(), timer.deadlineNanos());
    }

    /** Goes on where another pin stopped: what the counter did meanwhile is noticed when that one would have noticed it. */
    void restore(State state) {
        open = state.open;
        line.set(state.asserted);
        if (state.deadlineNanos < 0) {
            timer.cancel();
        } else {
            timer.arm(state.deadlineNanos);
        }
    }

    /** Opens or closes the way from the counter to the pin. */
    void open(boolean nowOpen) {
        open = nowOpen;
        settle();
    }

    /**
     * Brings the pin to the counter's level. Everything is seen at one pulse: the host may hold the machine up between any
     * two steps, and an edge that came between looking for edges and looking for the next one would be lost.
     */
    void settle() {
        long now = counter.advance();
        boolean rose = counter.takeRise();
        if (rose && open) {
            line.set(false);
            line.set(true);
        }
        line.set(open && counter.out(now));
        long next = open ? counter.nextEvent(now) : TickClock.NEVER;
        if (next == TickClock.NEVER) {
            timer.cancel();
        } else {
            timer.arm(TickClock.nanos(next));
        }
    }
}
