package org.backplane.cpu.internal.core;

/** A decoded instruction with a memory operand. */
public abstract class MemHandler extends Handler {
    /** Displacement; for far pointers the selector. */
    public int disp;
    /** Number of the base register; {@link Registers#ZERO} if there is none. */
    public byte base;
    /** Number of the index register; {@link Registers#ZERO} if there is none. */
    public byte index;
    /** Shift that scales the index, 0 to 3. */
    public byte scale;
    /** Number of the segment register; {@link #OFFSET_16} is added if the offset wraps at 64 KiB. */
    public byte segment;

    /** Bit of {@link #segment}: the address size is 16 bits. */
    public static final int OFFSET_16 = 8;
}
