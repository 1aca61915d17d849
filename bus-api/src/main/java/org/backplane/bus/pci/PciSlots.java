package org.backplane.bus.pci;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The slots of the root bus as a hot-plug controller sees them ({@link org.backplane.bus.Wires#pciSlots}): their power switches, and
 * who wants to know what the guest says. Machine thread only, also within an access.
 *
 * @since 1.1
 */
@ProviderType
public interface PciSlots {
    /**
     * The slots that are not empty.
     *
     * @return one bit for each device number, bit 0 for device 0
     */
    int occupied();

    /**
     * The guest switches a slot off: what is in it is gone before the next instruction, whether somebody asked for that or not. No
     * effect on an empty slot.
     *
     * @param device the device number, 0 to 31
     */
    void eject(int device);

    /**
     * The guest has taken in what came to a slot.
     *
     * @param device the device number, 0 to 31
     */
    void taken(int device);

    /**
     * The guest does not let go of what is in a slot. No effect unless it was asked to.
     *
     * @param device the device number, 0 to 31
     * @param why    the guest's reason, a few words
     */
    void refused(int device, String why);
}
