package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/** The role of a keyboard: somebody presses its keys. Machine thread only. */
@ConsumerType
public interface KeyboardPort {
    /**
     * A key goes down or up. The keyboard makes its scan codes, and repeats by itself.
     *
     * @param usage   the key: a usage of the Keyboard/Keypad page (07h) of the USB HID Usage Tables, such as 04h for A and
     *                28h for Enter; others are ignored
     * @param pressed whether it goes down
     */
    void key(int usage, boolean pressed);
}
