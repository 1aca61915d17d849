package org.backplane.bus.pci;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Implemented by the {@link org.backplane.bus.Card} of a host bridge: it models the configuration space of the functions that
 * are plugged into its buses. A machine has one; if several cards implement it, the one that was plugged first serves, and
 * functions that come before it are attached when it comes. Machine thread only, between two instructions unless said otherwise.
 */
@ConsumerType
public interface PciHost {
    /**
     * A function has been plugged in. The guest finds it in configuration space from now on.
     *
     * @param seat the function; a bridge is one that declares the class 0604h, and its PID names the bus behind it. A
     *             function whose bus is that of a bridge which is not plugged in waits for it, unseen by the guest.
     * @throws IllegalArgumentException if its place is taken or there is no such place; the message is one line, and the
     *                                  function's slot is reported as failed with it
     */
    void attach(PciSeat seat);

    /**
     * A function has gone; its ranges are closed already.
     *
     * @param seat the function
     */
    void detach(PciSeat seat);

    /**
     * The {@code intx} pin of a function has changed. Also within an access.
     *
     * @param seat     the function
     * @param asserted the level it has now
     */
    void interrupt(PciSeat seat, boolean asserted);

    /**
     * A function asks for a message ({@link PciWires#message}). Also within an access.
     *
     * @param seat   the function
     * @param number which message
     */
    void message(PciSeat seat, int number);

    /**
     * Whether the guest has enabled MSI for a function.
     *
     * @param seat the function
     * @return {@code true} if so
     */
    boolean messagesEnabled(PciSeat seat);

    /**
     * A function sets error bits in its status register ({@link PciWires#status}). Also within an access.
     *
     * @param seat the function
     * @param bits bits 8 and 11 to 15
     */
    void status(PciSeat seat, int bits);

    /**
     * The slot of a function that was detached has been without power: when it comes back its registers are those after reset.
     *
     * @param pid the function's slot
     * @since 1.1
     */
    default void forget(String pid) {
        // A bridge that keeps nothing of a function has nothing to forget.
    }
}
