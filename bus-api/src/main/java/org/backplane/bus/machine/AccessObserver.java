package org.backplane.bus.machine;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of the accesses of a machine, in their order: for traces, statistics and tests of drivers. It is registered as a
 * service; the property {@code bus.machine} says which machine it observes, {@code main} if it is absent.
 *
 * <p>It sees the accesses that the guest's instructions make and the DMA of cards, as far as they reach a device's handler or
 * nothing. It does not see accesses to memory that a slab answers (RAM, ROM, video memory), which the processor makes without
 * telling anybody, nor those of whoever operates the machine. While nobody observes a machine, this costs it nothing; an
 * observed machine is slower.
 */
@ConsumerType
public interface AccessObserver {
    /**
     * An access was made. Called on the machine thread, out of the instruction, so it must be quick; it must not wait for the
     * machine. An observer that throws is reported and told nothing any more.
     *
     * @param access what was accessed, and what came of it
     */
    void accessed(Access access);
}
