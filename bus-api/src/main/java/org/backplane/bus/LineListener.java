package org.backplane.bus;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of the level of a line that a card senses ({@link Wires#sense}). Called on the machine thread. */
@ConsumerType
@FunctionalInterface
public interface LineListener {
    /**
     * The line has changed.
     *
     * @param asserted the level it has now
     */
    void changed(boolean asserted);
}
