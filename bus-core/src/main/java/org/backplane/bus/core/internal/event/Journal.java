package org.backplane.bus.core.internal.event;

import org.backplane.bus.machine.EventDTO;

/** Who tells the world what happens in a machine. Called on the machine thread; must return at once. */
public interface Journal {
    /** Tells nobody. */
    Journal NONE = new Journal() {
        @Override
        public void reported(EventDTO event) {
        }

        @Override
        public void slotChanged(String pid, String state, String reason) {
        }

        @Override
        public void mapChanged() {
        }
    };

    /** Something was reported for the first time. */
    void reported(EventDTO event);

    /** Something was noted for the first time that is as it should be. */
    default void noted(EventDTO event) {
    }

    /** A slot changed its state. */
    void slotChanged(String pid, String state, String reason);

    /** Other ranges are live now, and listed. */
    void mapChanged();
}
