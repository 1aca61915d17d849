package org.backplane.bus.core.internal.time;

import java.util.function.LongSupplier;

/**
 * Virtual time that follows the count of instructions: each takes the same time, and the wait in HLT is skipped. Two
 * runs with the same inputs at the same counts see the same times.
 */
public final class InstructionClock implements MachineClock {
    private final long nanosPerInstruction;
    private final LongSupplier instructions;
    private long skippedNanos;

    /**
     * Makes a clock at 0.
     *
     * @param nanosPerInstruction what an instruction takes
     * @param instructions        how many the machine has executed, exact at any moment
     */
    public InstructionClock(long nanosPerInstruction, LongSupplier instructions) {
        this.nanosPerInstruction = nanosPerInstruction;
        this.instructions = instructions;
    }

    @Override
    public long nanos() {
        return instructions.getAsLong() * nanosPerInstruction + skippedNanos;
    }

    @Override
    public void set(long nanos) {
        skippedNanos += nanos - nanos();
    }

    @Override
    public void start() {
        // The count of instructions starts by itself.
    }

    @Override
    public void stop() {
        // The count of instructions stops by itself.
    }

    @Override
    public long instructionsUntil(long deadlineNanos) {
        long now = nanos();
        return deadlineNanos <= now ? 1 : (deadlineNanos - now - 1) / nanosPerInstruction + 1;
    }

    @Override
    public long idle(long deadlineNanos) {
        if (deadlineNanos == NEVER) {
            return NEVER;
        }
        long now = nanos();
        if (deadlineNanos > now) {
            skippedNanos += deadlineNanos - now;
        }
        return 0;
    }

    @Override
    public long vacant(long deadlineNanos) {
        // Nothing is executed and nothing waits, so time stands; skipping would race through it until somebody comes.
        return NEVER;
    }
}
