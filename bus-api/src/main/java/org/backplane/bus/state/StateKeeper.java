package org.backplane.bus.state;

import org.backplane.bus.Card;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A card whose state can be taken, so that another revision of its device goes on where this one stopped. Its device
 * implements {@link org.backplane.bus.Device#keeps} and {@link org.backplane.bus.Device#plug(org.backplane.bus.Wires,
 * DeviceState)}. Machine thread, between two instructions.
 */
@ConsumerType
public interface StateKeeper extends Card {
    /**
     * Tells the whole state. The card stays as it is; it may run on afterwards.
     *
     * @return the state, which no later change of the card reaches
     * @throws StateException if the state cannot be kept now, with the reason; of two revisions the old one stays then, and a
     *                        device whose bundle is updated in place starts anew
     */
    DeviceState state();

    /**
     * Ends the card's life like {@link #unplug}, which is not called then, but a successor gets the state that was taken
     * just before: resources of the host that it goes on using are left to it. A card without any need not implement this.
     */
    default void handOver() {
        unplug();
    }
}
