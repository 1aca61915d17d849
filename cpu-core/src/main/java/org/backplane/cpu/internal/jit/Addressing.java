package org.backplane.cpu.internal.jit;

import org.backplane.cpu.internal.core.Cpu;

/**
 * What translated code takes for granted of CS and SS: whoever enters it where that does not hold is sent back at once. Bases and limits
 * of the other segments are looked at in each access.
 *
 * @param code32    whether operands and addresses have 32 bits unless a prefix says otherwise: CS.D
 * @param flat      whether CS, SS, DS and ES are 32-bit segments of 4 GiB at 0, so that offsets are linear addresses
 * @param codeBase  the base of CS
 * @param codeLimit the limit of CS, an offset
 * @param stackMask the bits of ESP that the stack uses: 16 or 32, by SS.B
 */
public record Addressing(boolean code32, boolean flat, int codeBase, int codeLimit, int stackMask) {
    /** 32-bit code that need not look at segments. */
    static final Addressing FLAT = new Addressing(true, true, 0, -1, -1);

    /** That of the code that a processor executes. */
    public static Addressing of(Cpu c) {
        boolean flat = (c.mode & Cpu.MODE_FLAT) != 0;
        return flat ? FLAT : new Addressing((c.mode & Cpu.MODE_CODE32) != 0, false, c.codeBase, c.codeLimit, c.stackMask);
    }

    /** Whether a processor can execute code that was made for it; the mode is known to be right. */
    public boolean isOf(Cpu c) {
        return flat || codeBase == c.codeBase && codeLimit == c.codeLimit && stackMask == c.stackMask;
    }

    /** Where an offset into CS lies. */
    public int linear(int eip) {
        return eip + codeBase;
    }

    /** Which offset into CS a linear address is. */
    public int offset(int linear) {
        return linear - codeBase;
    }

    /** How many bytes of code there may be from an offset on. */
    public long allowed(int eip) {
        return Integer.toUnsignedLong(codeLimit) - Integer.toUnsignedLong(eip) + 1;
    }
}
