package org.backplane.bus.pci;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented by the {@link org.backplane.bus.Card} of a hot-plug controller: it tells the guest of functions that come to the
 * root bus and go from it while the machine runs. What the guest answers, the card hands to its {@link PciSlots}. A machine has
 * one; if several cards implement it, the one that was plugged first serves. Machine thread only, between two instructions.
 *
 * @since 1.1
 */
@ConsumerType
public interface PciHotPlug {
    /**
     * Whether functions can come to a place and go from it while the machine runs; other places are soldered to the board.
     *
     * @param device the device number, 0 to 31
     * @return {@code true} if it is a slot
     */
    boolean isSlot(int device);

    /**
     * Whether the guest would hear of an event at this moment. If not, nobody waits for its answer.
     *
     * @return {@code true} if the guest has enabled the event
     */
    boolean listens();

    /**
     * A function has come. The guest finds it in configuration space already.
     *
     * @param device the device number, 0 to 31
     */
    void inserted(int device);

    /**
     * Asks the guest to let go of what is in a slot.
     *
     * @param device the device number, 0 to 31
     */
    void request(int device);

    /**
     * The guest need not let go of it any more: it has done so, has refused, or did not answer in time.
     *
     * @param device the device number, 0 to 31
     */
    void withdrawn(int device);

    /**
     * What was in a slot has gone without the guest's consent; nothing answers there already.
     *
     * @param device the device number, 0 to 31
     */
    void tornOut(int device);
}
