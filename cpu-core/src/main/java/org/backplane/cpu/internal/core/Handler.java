package org.backplane.cpu.internal.core;

/**
 * A decoded instruction as the interpreter executes it: one object of 24 bytes (32 with a memory operand), linked to its
 * successor in the block. Subclasses are generated from the description of the instructions; the fields hold the operands
 * that one instruction has and another of the same form has not.
 */
public abstract class Handler implements Cloneable {
    private static final int LENGTH_BITS = 5;
    private static final int LENGTH = (1 << LENGTH_BITS) - 1;

    /** The next instruction of the block, or {@code null} at its end. */
    public Handler next;
    /** Immediate operand, sign-extended; for near branches the target's distance from the start of the block. */
    public int imm;
    /** Distance from the start of the block, and below it the length. */
    private short place;
    /** Number of the register that is the first operand. */
    public byte dst;
    /** Number of the register that is the second operand. */
    public byte src;

    /**
     * Executes the instruction. Reads EIP as the start of the block; an instruction that ends a block leaves it at the
     * instruction to be executed next, any other does not touch it. A {@link Fault} leaves the guest's state as it was.
     *
     * @param c the processor
     */
    public abstract void exec(Cpu c);

    /** Number of instructions that it executes: 1, but 0 for the marks at the ends of blocks and 2 for fused pairs. */
    public int instructions() {
        return 1;
    }

    /** Another one of the same class with the same fields. */
    public final Handler copy() {
        try {
            return (Handler) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Says where it stands in its block.
     *
     * @param start  distance from the start of the block in bytes, below 512
     * @param length length in bytes, below 32
     */
    public final void place(int start, int length) {
        place = (short) (start << LENGTH_BITS | length);
    }

    /** Distance of its first byte from the start of the block. */
    public final int start() {
        return place >>> LENGTH_BITS;
    }

    /** Distance of the next instruction's first byte from the start of the block. */
    public final int end() {
        return (place >>> LENGTH_BITS) + (place & LENGTH);
    }
}
