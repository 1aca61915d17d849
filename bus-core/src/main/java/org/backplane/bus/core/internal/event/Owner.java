package org.backplane.bus.core.internal.event;

import java.util.Optional;
import org.backplane.bus.core.internal.guard.AccessHistory;
import org.backplane.bus.core.internal.guard.Misdeed;
import org.backplane.bus.register.RegisterMap;

/**
 * Whose code it is: the card that a handler, a timer, a listener or posted work belongs to. What that code throws goes
 * to {@link #failed} and no further. Machine thread only.
 */
public interface Owner {
    /** The PID of the slot. */
    String pid();

    /**
     * The card's code threw something. The card gets no further call except {@code unplug}.
     *
     * @param doing  what it was called for, in one line
     * @param thrown what it threw; only its text is kept, because the object holds on to the card's classes
     */
    void failed(String doing, Throwable thrown);

    /** Whether the card may still be called. */
    boolean alive();

    /** The registers that the card declares for a range; empty if it declares none. */
    default Optional<RegisterMap> registers(String range) {
        return Optional.empty();
    }

    /**
     * The card did something else that it must not do. What becomes of it is the owner's decision.
     *
     * @param what what it did, in one line
     */
    default void misbehaved(Misdeed misdeed, String what) {
    }

    /** The last accesses to the card's ranges; always the same object, if anybody wants to know. */
    default AccessHistory history() {
        return new AccessHistory();
    }

    /** Runs a piece of the card's code, if the card may still be called. */
    default void contain(String doing, Runnable code) {
        if (!alive()) {
            return;
        }
        try {
            code.run();
        } catch (Throwable thrown) {
            failed(doing, thrown);
        }
    }
}
