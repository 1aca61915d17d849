package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/** The role of the card that the power button of the case is wired to. Machine thread only. */
@ConsumerType
public interface PowerButton {
    /**
     * Somebody presses the button and lets go of it. The guest is told and may switch the machine off; one that does not
     * listen goes on.
     */
    void press();
}
