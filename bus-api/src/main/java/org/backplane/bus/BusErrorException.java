package org.backplane.bus;

/**
 * A device's answer that the access failed on the bus: target abort on PCI, a time-out or parity error elsewhere.
 *
 * <p>Thrown by {@link RangeHandler#read} and {@link RangeHandler#write}. The fabric counts it, reports it with the
 * guest's instruction pointer and tells the processor; a read then gives all ones. There is one instance, without a
 * stack trace, because a guest can provoke it in a loop.
 */
public final class BusErrorException extends RuntimeException {
    /** The only instance. */
    public static final BusErrorException INSTANCE = new BusErrorException();

    private static final long serialVersionUID = 1L;

    private BusErrorException() {
        super("bus error", null, false, false);
    }
}
