package org.backplane.cpu.internal.core;

/**
 * Two instructions as one: an operation on registers that sets the status flags, and the conditional near branch after it.
 * It saves an indirect call in most loops; it can go when loops no longer run in the interpreter. It cannot fault and makes
 * no access.
 *
 * <p>What it bought is measured by {@code InterpreterBenchmark}; see {@code docs/performance-log.md}.
 */
public abstract class FusedHandler extends Handler {
    /** The branch target's distance from the start of the block. */
    public int target;

    @Override
    public final int instructions() {
        return 2;
    }
}
