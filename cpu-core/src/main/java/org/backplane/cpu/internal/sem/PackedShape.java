package org.backplane.cpu.internal.sem;

/**
 * Which 64-bit words of a destination D and a source S the two halves of a 128-bit result are made of. The operands are
 * numbers: 0 and 1 the low and high word of D, 2 and 3 those of S.
 */
public enum PackedShape {
    /** Each half by itself. */
    LANES(0, 2, 1, 3),
    /** Both halves of D with the low word of S, a count. */
    COUNT(0, 2, 1, 2),
    /** D packed to the low half, S to the high one. */
    PACK(0, 1, 2, 3),
    /** The low words interleaved. */
    LOW(0, 2, 0, 2),
    /** The high words interleaved. */
    HIGH(1, 3, 1, 3);

    /** First operand of the low half. */
    public final int lowFirst;
    /** Second operand of the low half. */
    public final int lowSecond;
    /** First operand of the high half. */
    public final int highFirst;
    /** Second operand of the high half. */
    public final int highSecond;

    PackedShape(int lowFirst, int lowSecond, int highFirst, int highSecond) {
        this.lowFirst = lowFirst;
        this.lowSecond = lowSecond;
        this.highFirst = highFirst;
        this.highSecond = highSecond;
    }
}
