package org.backplane.device.edu.internal;

import org.backplane.bus.Timer;
import org.backplane.bus.VirtualClock;
import org.backplane.bus.Wires;

/**
 * Computes n! modulo 2<sup>32</sup> behind FACTORIAL and STATUS (QEMU edu "MMIO area spec").
 *
 * <p>The document says no more of the time than that it takes some. Here it is virtual time on a timer of the machine, a
 * microsecond for each factor: a thread would make two runs of one guest differ, and would not stop with the machine.
 */
final class FactorialUnit {
    /** Read-only: the unit computes, FACTORIAL is not the result yet. */
    static final int STATUS_COMPUTING = 0x01;
    /** Read and write: raise {@link #CAUSE} after computing. */
    static final int STATUS_INTERRUPT = 0x80;
    /** The cause that a finished computation adds to INTERRUPT_STATUS (measured on QEMU 7.2; the document does not name it). */
    static final int CAUSE = 0x01;
    /** How long a multiplication takes. */
    static final long NANOS_PER_FACTOR = 1_000;

    /** From 34! on the product has 32 factors of two: it is zero in 32 bits, and the unit stops multiplying. */
    private static final int ZERO_FROM = 34;

    private final EduState state;
    private final InterruptController interrupts;
    private final VirtualClock clock;
    private final Timer timer;

    FactorialUnit(EduState state, InterruptController interrupts, Wires wires) {
        this.state = state;
        this.interrupts = interrupts;
        this.clock = wires.clock();
        this.timer = wires.timer("factorial", deadlineNanos -> finish());
    }

    /** Takes an operand, unless the unit computes: then the write is lost and the answer is {@code false}. */
    boolean start(int operand) {
        if (computing()) {
            return false;
        }
        state.factorial = operand;
        state.status |= STATUS_COMPUTING;
        state.factorialDoneNanos = clock.nanos() + Math.max(1, factors(operand)) * NANOS_PER_FACTOR;
        timer.arm(state.factorialDoneNanos);
        return true;
    }

    /** Takes the one bit of STATUS that can be written, at any time. */
    boolean control(int value) {
        state.status = state.status & STATUS_COMPUTING | value & STATUS_INTERRUPT;
        return true;
    }

    private boolean computing() {
        return (state.status & STATUS_COMPUTING) != 0;
    }

    void reset() {
        timer.cancel();
    }

    /** The state is that of a card before this one: goes on with its computation. */
    void resume() {
        if (computing()) {
            timer.arm(state.factorialDoneNanos);
        }
    }

    private void finish() {
        state.factorial = factorial(state.factorial);
        state.status &= ~STATUS_COMPUTING;
        if ((state.status & STATUS_INTERRUPT) != 0) {
            interrupts.raise(CAUSE);
        }
    }

    private static int factorial(int operand) {
        int product = 1;
        for (int factor = factors(operand); factor > 1; factor--) {
            product *= factor;
        }
        return product;
    }

    private static int factors(int operand) {
        return Integer.compareUnsigned(operand, ZERO_FROM) < 0 ? operand : ZERO_FROM;
    }
}
