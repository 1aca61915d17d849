package org.backplane.bus.pci;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented by the {@link org.backplane.bus.Card} of a PCI function that has configuration registers of its own: the
 * device-dependent region from 40h to FFh (PCI 3.0 §6.1) and capabilities of its own. The header, the base address registers
 * and the MSI capability are the slot's; a card does not see accesses to them. A function that declares messages has its MSI
 * capability from F0h on, so that its own registers end there. Machine thread only.
 */
@ConsumerType
public interface PciConfiguration {
    /**
     * Reads one byte of the device-dependent region.
     *
     * @param offset 40h to FFh
     * @return the byte, 0 to 255; 0 for a reserved register
     */
    int readConfiguration(int offset);

    /**
     * Writes one byte of the device-dependent region. A wider write arrives byte by byte, lowest offset first.
     *
     * @param offset 40h to FFh
     * @param value  the byte, 0 to 255
     */
    void writeConfiguration(int offset, int value);

    /**
     * Where the card's own capability list begins; the slot links its own capabilities in front of it.
     *
     * @return the offset of the first capability, 40h to FCh, or 0 for none
     */
    default int capabilities() {
        return 0;
    }
}
