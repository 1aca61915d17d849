package org.backplane.bus;

import java.util.List;
import org.backplane.bus.machine.SlotDTO;
import org.backplane.bus.pci.PciSlots;
import org.backplane.bus.pci.PciWires;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Everything a card may reach: its pins, the clock, DMA, memory of its own, the event log.
 *
 * <p>Each handle that comes from here belongs to the slot and is revoked when the card is unplugged: lines drop,
 * timers are cancelled, slabs are detached, posted work is forgotten, and later calls through the handles do nothing.
 * Except for {@link #post} and {@link #pid} all methods, here and on the handles, are for the machine thread.
 */
@ProviderType
public interface Wires {
    /**
     * The name of the slot this card sits in: the PID of the device's component.
     *
     * @return the slot's name, such as {@code org.backplane.device.uart~com1}
     */
    String pid();

    /**
     * The length of a range, which a configuration may have changed. A card never learns the address.
     *
     * @param name the range's name, as {@link Card#range} gets it
     * @return its length in bytes
     * @throws java.util.NoSuchElementException if the device declares no range of that name
     */
    long rangeBytes(String name);

    /**
     * An output pin. The property {@link BusProperties#DRIVES} says which line of the machine it is soldered to; a pin
     * that it does not name leads nowhere.
     *
     * @param pin the pin's name in the device's own terms, such as {@code irq}
     * @return the pin's driver, not asserted at first
     */
    Line line(String pin);

    /**
     * An input pin. The property {@link BusProperties#SENSES} says which line of the machine it is soldered to. The
     * listener hears of each change of the line's level, and at once of the level it has now if that is asserted.
     *
     * @param pin      the pin's name in the device's own terms, such as {@code intr}
     * @param listener hears of the changes, on the machine thread
     */
    void sense(String pin, LineListener listener);

    /**
     * The place of a range that was declared without an address.
     *
     * @param name the range's name, as {@link Card#range} gets it
     * @return its window, closed at first
     * @throws java.util.NoSuchElementException if the device declares no such range, or declares it with an address
     */
    Window window(String name);

    /**
     * What the card has as a PCI function.
     *
     * @return its PCI wires
     * @throws IllegalStateException if the service properties do not make the device a PCI function
     */
    PciWires pci();

    /**
     * The slots of the root bus, for the card of a hot-plug controller ({@link org.backplane.bus.pci.PciHotPlug}).
     *
     * @return the slots of the machine
     * @since 1.1
     */
    default PciSlots pciSlots() {
        throw new UnsupportedOperationException("these wires lead to no PCI slots");
    }

    /**
     * Looks out for cards of the machine that play a role, those that are plugged in already first, in the order in which
     * they were. Calls to them go through the fabric, see {@link org.backplane.bus.role}.
     *
     * @param role     an interface that cards implement
     * @param listener hears of them until this card is unplugged; at first within this call, if the card is plugged already,
     *                 or else right after {@link Device#plug}
     * @param <R>      the role
     */
    <R> void watch(Class<R> role, RoleListener<R> listener);

    /**
     * How the machine is put together at this moment.
     *
     * @return the slots with their ranges and pins, sorted by PID
     */
    List<SlotDTO> slots();

    /**
     * The machine's time.
     *
     * @return the virtual clock, the only clock a card may look at
     */
    VirtualClock clock();

    /**
     * Makes a timer on the virtual clock, not armed.
     *
     * @param name     what the timer is for, in listings
     * @param callback called when it expires
     * @return the timer
     */
    Timer timer(String name, TimerCallback callback);

    /**
     * Access to the memory space as a bus master.
     *
     * @return the DMA port of this slot
     */
    Dma dma();

    /**
     * Memory of this card: RAM, ROM or video memory that processors can reach without calling the card.
     *
     * @param name        what it is for, in listings and saved states; unique in the slot
     * @param lengthBytes its length; rounded up to whole pages of 4096 bytes
     * @return the slab, filled with zeroes
     * @throws IllegalArgumentException if the length is not positive or the machine's slab storage is exhausted; the
     *                                  message says how much is left
     */
    Slab slab(String name, long lengthBytes);

    /**
     * The log of what the guest and the host did to this card.
     *
     * @return the slot's reporter
     */
    DeviceEvents events();

    /**
     * Hands work to the machine thread, which does it between two instructions. The only method here that any thread
     * may call; it never blocks. Work that is posted by or for a card which has been unplugged is dropped. In a machine that goes
     * on with a snapshot it waits until all cards are there and power is on.
     *
     * @param work what to do on the machine thread
     */
    void post(Runnable work);

    /**
     * Asks for a reset; it takes place after the current instruction.
     *
     * @param kind which reset
     */
    void requestReset(Reset kind);

    /**
     * Switches the machine off; takes effect after the current instruction.
     *
     * @param status what the machine's owner shall learn of the reason: 0 for an orderly power-off, otherwise the exit
     *               status that a process running this machine should end with
     */
    void requestPowerOff(int status);
}
