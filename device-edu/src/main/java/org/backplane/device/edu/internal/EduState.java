package org.backplane.device.edu.internal;

import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateSchema;

/**
 * All that the chip remembers between two accesses, and nothing else: whoever saves or compares a card copies these fields.
 * The blocks share one state and keep none of their own; a timer's deadline stands here too, so that it can be armed again.
 */
final class EduState {
    /** The length of {@link #buffer}. */
    static final int BUFFER_BYTES = 4096;

    /** What LIVENESS reads as, the complement of what was written. */
    int liveness;
    /** The operand while the unit computes, the result afterwards. */
    int factorial;
    /** STATUS, with the bits of {@link FactorialUnit}. */
    int status;
    /** When the factorial is there, in nanoseconds of virtual time; means something while the unit computes. */
    long factorialDoneNanos;
    /** INTERRUPT_STATUS: the causes that are not acknowledged. */
    int interruptStatus;
    /** DMA_SOURCE. */
    long source;
    /** DMA_DESTINATION. */
    long destination;
    /** DMA_COUNT, in bytes. */
    long count;
    /** DMA_COMMAND, with the bits of {@link DmaController}. */
    long command;
    /** When the transfer is over, in nanoseconds of virtual time; means something while it runs. */
    long dmaDoneNanos;
    /** The card's memory. A plain array, not a slab: only DMA reaches it, no processor ever maps it. */
    final byte[] buffer = new byte[BUFFER_BYTES];

    EduState() {
        reset();
    }

    /** What the names in {@link Saved} mean; its version rises with each change of them. */
    static final StateSchema SCHEMA = new StateSchema(EduComponent.PID, 1);

    /** The fields as values that outlive this class: what a new revision of the bundle, or a snapshot, starts from. */
    record Saved(int liveness, int factorial, int status, long factorialDoneNanos, int interruptStatus, long source,
            long destination, long count, long command, long dmaDoneNanos, byte[] buffer) {
        Saved {
            if (buffer.length != BUFFER_BYTES) {
                throw new StateException("the buffer has " + BUFFER_BYTES + " bytes, not " + buffer.length);
            }
        }
    }

    Saved save() {
        return new Saved(liveness, factorial, status, factorialDoneNanos, interruptStatus, source, destination, count, command,
                dmaDoneNanos, buffer.clone());
    }

    void restore(Saved before) {
        liveness = before.liveness;
        factorial = before.factorial;
        status = before.status;
        factorialDoneNanos = before.factorialDoneNanos;
        interruptStatus = before.interruptStatus;
        source = before.source;
        destination = before.destination;
        count = before.count;
        command = before.command;
        dmaDoneNanos = before.dmaDoneNanos;
        System.arraycopy(before.buffer, 0, buffer, 0, BUFFER_BYTES);
    }

    /** Gives every register its reset value. The buffer is memory: a reset leaves it alone. */
    void reset() {
        liveness = (int) EduRegister.LIVENESS.atReset();
        factorial = (int) EduRegister.FACTORIAL.atReset();
        status = (int) EduRegister.STATUS.atReset();
        factorialDoneNanos = 0;
        interruptStatus = (int) EduRegister.INTERRUPT_STATUS.atReset();
        source = EduRegister.DMA_SOURCE.atReset();
        destination = EduRegister.DMA_DESTINATION.atReset();
        count = EduRegister.DMA_COUNT.atReset();
        command = EduRegister.DMA_COMMAND.atReset();
        dmaDoneNanos = 0;
    }
}
