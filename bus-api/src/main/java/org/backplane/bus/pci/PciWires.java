package org.backplane.bus.pci;

import org.osgi.annotation.versioning.ProviderType;

/** What a card has because it is a PCI function ({@link org.backplane.bus.Wires#pci}). Machine thread only. */
@ProviderType
public interface PciWires {
    /**
     * Whether the guest lets the function be a bus master (command register bit 2). While it does not, DMA answers as if
     * nothing were there.
     *
     * @return {@code true} if DMA gets through
     */
    boolean busMaster();

    /**
     * Whether the guest has enabled MSI; the {@code intx} pin is not heard then.
     *
     * @return {@code true} if {@link #message} gets through
     */
    boolean messagesEnabled();

    /**
     * Sends a message (PCI 3.0 §6.8). The number is reduced to the messages that the guest has allocated. Without bus
     * mastering or with MSI disabled nothing is sent.
     *
     * @param number which message, from 0
     */
    void message(int number);

    /**
     * Sets error bits in the status register (PCI 3.0 §6.2.3), as the function would after a failed cycle of its own.
     *
     * @param bits a combination of bits 8 and 11 to 15
     */
    void status(int bits);
}
