package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/** The role of a mouse. Machine thread only. */
@ConsumerType
public interface PointerPort {
    /** The left button. */
    int LEFT = 1;
    /** The right button. */
    int RIGHT = 2;
    /** The middle button. */
    int MIDDLE = 4;

    /**
     * The mouse moves, or a button changes.
     *
     * @param right   steps to the right since the last call, negative to the left
     * @param down    steps towards the user, negative away
     * @param wheel   notches of the wheel towards the user, negative away
     * @param buttons the buttons that are down now, a sum of the constants here
     */
    void move(int right, int down, int wheel, int buttons);
}
