package org.backplane.bus.core.internal.pci;

import java.util.Locale;

/** How the guest stands to what is in a slot of the root bus. */
public enum PlugState {
    /** It is there, and nobody asks the guest to let go of it. */
    PRESENT,
    /** The guest is asked to let go of it. */
    REQUESTED,
    /** The guest does not let go of it. */
    REFUSED,
    /** The guest was asked and has not answered. */
    TIMED_OUT,
    /** The guest has let go of it, and it has gone. */
    RELEASED,
    /** It has gone, and the guest had not let go of it. */
    TORN_OUT;

    /** Whether the slot is empty. */
    boolean isGone() {
        return this == RELEASED || this == TORN_OUT;
    }

    /** Whether the guest has been asked in vain, so that what was asked for will not happen. */
    public boolean isInVain() {
        return this == REFUSED || this == TIMED_OUT;
    }

    /** As listings write it. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
