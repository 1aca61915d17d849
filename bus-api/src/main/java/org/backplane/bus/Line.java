package org.backplane.bus;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A card's driver on a line of the machine (an interrupt request, a gate, a reset).
 *
 * <p>Lines are wired-or: a line is asserted as long as one driver asserts it. Levels are logical; whether the pin is
 * active high or low in hardware does not show here. Machine thread only.
 */
@ProviderType
public interface Line {
    /**
     * Drives the pin.
     *
     * @param asserted {@code true} to assert, {@code false} to let go
     */
    void set(boolean asserted);

    /**
     * What this driver does, not what the line has.
     *
     * @return {@code true} if this card asserts the line
     */
    boolean asserted();

    /** Asserts the pin and lets go again: one edge of each kind for whoever senses the line. */
    default void pulse() {
        set(true);
        set(false);
    }
}
