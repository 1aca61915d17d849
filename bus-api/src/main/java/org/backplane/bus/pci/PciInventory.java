package org.backplane.bus.pci;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The role of a card that knows what is plugged into the PCI buses: that of the host bridge ({@link PciHost}). For
 * listings and for firmware tables. Machine thread only.
 */
@ConsumerType
public interface PciInventory {
    /**
     * What is plugged in, as the guest has set it up.
     *
     * @return the functions that the guest can find, each bus in the order of its devices; what is behind a bridge
     *         follows it
     */
    List<PciFunctionDTO> functions();

    /**
     * The base address registers that hold an address, whether their functions decode it or not: a register that still has
     * its value after reset holds none.
     *
     * @param space   {@code memory} or {@code port}
     * @param address the address, unsigned
     * @return the registers whose range has the address; empty if there is none, or the bridge does not tell
     * @since 1.1
     */
    default List<PciDecodeDTO> decodes(String space, long address) {
        return List.of();
    }
}
