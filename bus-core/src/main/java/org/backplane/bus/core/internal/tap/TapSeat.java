package org.backplane.bus.core.internal.tap;

import java.util.function.Predicate;
import org.backplane.bus.machine.RangeDTO;
import org.backplane.bus.tap.Tap;

/** A tap that is there: what it has chosen, what it has seen, and whether it has changed anything. Machine thread. */
public final class TapSeat {
    private final String name;
    private final Tap tap;
    private final Predicate<RangeDTO> target;
    private final boolean mustFire;
    private final String mistake;
    private long seen;
    private long fired;
    private boolean chosen;
    private boolean inside;
    private boolean over;

    /**
     * Makes the seat of a tap.
     *
     * @param name     what it is called in reports
     * @param tap      the tap
     * @param target   which ranges it chooses
     * @param mustFire whether it has to change an access before it goes
     * @param mistake  what is wrong with its properties, in one line; empty if nothing is
     */
    public TapSeat(String name, Tap tap, Predicate<RangeDTO> target, boolean mustFire, String mistake) {
        this.mistake = mistake;
        this.name = name;
        this.tap = tap;
        this.target = target;
        this.mustFire = mustFire;
    }

    String name() {
        return name;
    }

    /** What is wrong with its properties; empty if nothing is. */
    String mistake() {
        return mistake;
    }

    /** Whether it wants to see the accesses to a range. */
    boolean chooses(RangeDTO range) {
        boolean wanted = !over && target.test(range);
        chosen |= wanted;
        return wanted;
    }

    /** It goes, perhaps from within an access. */
    void over() {
        over = true;
    }

    /** Whether it has to be told of an access: it is not making it itself. */
    boolean listens() {
        return !over && !inside;
    }

    /** Calls the tap; gives what it threw, or {@code null}. What it did to the access counts only if it threw nothing. */
    Throwable call(Tapping access, boolean before) {
        inside = true;
        access.open(before);
        try {
            if (before) {
                seen++;
                tap.before(access);
            } else {
                tap.after(access);
            }
            fired += access.keep() ? 1 : 0;
            return null;
        } catch (Throwable thrown) {
            access.undo();
            over = true;
            return thrown;
        } finally {
            inside = false;
        }
    }

    /** Whether it should have changed an access and never did. */
    boolean isMissing() {
        return mustFire && fired == 0;
    }

    /** What it did see, for a report that it never fired. */
    String account() {
        return "it saw " + seen + (seen == 1 ? " access" : " accesses")
                + (chosen ? "" : ", and no range was what it had chosen");
    }
}
