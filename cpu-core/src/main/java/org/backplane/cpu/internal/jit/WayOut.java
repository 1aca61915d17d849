package org.backplane.cpu.internal.jit;

/** Why a region is left; its code returns the ordinal. From {@link #BUDGET} on the interpreter has to execute what is next. */
public enum WayOut {
    /** Control goes to where the region has no entry. */
    ELSEWHERE("to code outside of the region"),
    /** An instruction that was called changed the mode or translations, wrote the region's code, or ends the slice. */
    CALLED("after an instruction that was called"),
    /** An instruction that was called raised an exception. */
    FAULT("by an exception"),
    /** The budget does not reach for the next block. */
    BUDGET("at the end of a slice"),
    /** An access that the MMU's table refuses. */
    MEMORY("before an access that is not direct"),
    /** An operand or result of the x87 that is not the usual case, an exception that is not masked, or an operand that the table refuses. */
    UNUSUAL("before an x87 instruction that is left to its handler"),
    /** The next block is in a page that is not known to be where it was. */
    PAGE("before a page that moved or is not known"),
    /** An instruction that is neither translated nor called. */
    INSTRUCTION("before an instruction that is interpreted");

    private final String words;

    WayOut(String words) {
        this.words = words;
    }

    /** Whether the interpreter has to execute the next instruction. */
    public static boolean mustInterpret(int ordinal) {
        return ordinal >= BUDGET.ordinal();
    }

    @Override
    public String toString() {
        return words;
    }
}
