package org.backplane.cpu.internal.core;

import java.util.List;

/** The registers that programs see (SDM 1 §3.4), and EFLAGS in two parts: lazy status flags and the rest. */
public abstract class Registers {
    public static final int EAX = 0;
    public static final int ECX = 1;
    public static final int EDX = 2;
    public static final int EBX = 3;
    public static final int ESP = 4;
    public static final int EBP = 5;
    public static final int ESI = 6;
    public static final int EDI = 7;
    /** The names of the general registers by their encoding. */
    public static final List<String> GENERAL_NAMES = List.of("EAX", "ECX", "EDX", "EBX", "ESP", "EBP", "ESI", "EDI");
    /** A register that always reads 0, for address forms without base or index. */
    public static final int ZERO = 8;

    /** The general registers by their encoding, and {@link #ZERO}. */
    public final int[] regs = new int[ZERO + 1];

    /** The instruction pointer at the last instruction boundary; within a block that is the block's start. */
    public int eip;

    /** The lazy status flags, see {@link Flags}. */
    public int result;
    /** The lazy status flags, see {@link Flags}. */
    public int carries;
    /** EFLAGS but for the status flags. */
    public int control = Eflags.FIXED;

    /** The segment registers by their encoding. */
    public final SegmentRegister[] segments = new SegmentRegister[SegmentRegister.COUNT];

    /** Current privilege level; 0 in real mode, 3 in virtual-8086 mode. */
    public int cpl;

    protected Registers() {
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new SegmentRegister();
        }
    }

    /** A byte register by its encoding: AL, CL, DL, BL, AH, CH, DH, BH. */
    public final int reg8(int number) {
        return regs[number & 3] >>> ((number & 4) << 1) & 0xFF;
    }

    public final void setReg8(int number, int value) {
        int shift = (number & 4) << 1;
        regs[number & 3] = regs[number & 3] & ~(0xFF << shift) | (value & 0xFF) << shift;
    }

    public final void setReg16(int number, int value) {
        regs[number] = regs[number] & 0xFFFF0000 | value & 0xFFFF;
    }

    /** EFLAGS as PUSHF would store it, RF and VM included. */
    public final int eflags() {
        return control | Flags.toImage(result, carries);
    }

    /** Sets all of EFLAGS; bits that do not exist are ignored. */
    public final void setEflags(int image) {
        control = image & (Eflags.KNOWN & ~Eflags.STATUS) | Eflags.FIXED;
        setStatusFlags(image);
    }

    /** Sets the status flags from an image and leaves the rest. */
    public final void setStatusFlags(int image) {
        result = Flags.resultOf(image);
        carries = Flags.carriesOf(image);
    }

    public final void setFlag(int bit, boolean value) {
        control = value ? control | bit : control & ~bit;
    }

    public final boolean flag(int bit) {
        return (control & bit) != 0;
    }

    /** What a string instruction adds to an index register for an element: its bytes, less than 0 if DF is set. */
    public final int stride(int bytes) {
        return flag(Eflags.DF) ? -bytes : bytes;
    }

    public final int iopl() {
        return control >>> Eflags.IOPL_SHIFT & 3;
    }
}
