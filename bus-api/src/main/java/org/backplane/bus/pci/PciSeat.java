package org.backplane.bus.pci;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A function as its host bridge sees it: the constant part of its header, and what the registers that the bridge models can
 * move and switch. Dead after {@link PciHost#detach}. Machine thread only.
 */
@ProviderType
public interface PciSeat {
    /**
     * The function's slot in the machine; a function that comes back has the same one.
     *
     * @return the PID of its device
     */
    String pid();

    /**
     * What its service properties say.
     *
     * @return the constant part of the header
     */
    PciIdentity identity();

    /**
     * Lets the range of a base address register answer at an address; takes effect before the next instruction.
     *
     * @param bar     the index of the register
     * @param address the address of its first byte
     */
    void place(int bar, long address);

    /**
     * Lets the range of a base address register answer nowhere.
     *
     * @param bar the index of the register
     */
    void displace(int bar);

    /**
     * Lets the function's DMA through, or not.
     *
     * @param enabled bit 2 of the command register
     */
    void busMaster(boolean enabled);

    /**
     * Writes four bytes to memory as the function's own DMA would: a message (PCI 3.0 §6.8.1). Nothing is written while the
     * function is no bus master.
     *
     * @param physical the address, a multiple of four
     * @param value    what is written
     */
    void write(long physical, int value);

    /**
     * Whether the card asserts its {@code intx} pin.
     *
     * @return the level; {@link PciHost#interrupt} tells of changes
     */
    boolean interrupt();

    /**
     * The card's own configuration registers.
     *
     * @return the registers, never {@code null}; a card that has none reads as zeroes
     */
    PciConfiguration configuration();
}
