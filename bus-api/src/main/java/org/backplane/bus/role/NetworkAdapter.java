package org.backplane.bus.role;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The role of a network card, for listings. Machine thread only.
 *
 * @since 1.1
 */
@ConsumerType
public interface NetworkAdapter {
    /**
     * What the card is and has done.
     *
     * @return its address, its link and its figures
     */
    NetworkAdapterDTO adapter();
}
