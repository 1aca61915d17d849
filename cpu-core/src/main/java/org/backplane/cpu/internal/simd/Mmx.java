package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.fpu.FpuMemory;

/**
 * What MMX instructions share (SDM 1 chapter 9, SDM 3A chapter 12): their checks, and their registers, which are the
 * significands of the x87 registers.
 */
public final class Mmx {
    /** Number of the register that stands for an operand from memory. */
    public static final int MEMORY = Fpu.MEMORY;
    private static final int ALL_USED = 0x1FF;

    private Mmx() {
    }

    /** Begins an MMX instruction; the x87 registers are all in use afterwards, and TOP is 0 (SDM 3A §12.2). */
    public static void begin(Cpu c) {
        check(c);
        c.fpu.used = ALL_USED;
        c.fpu.top = 0;
    }

    private static void check(Cpu c) {
        if ((c.cr0 & Cpu.CR0_EM) != 0) {
            throw c.undefinedOpcode();
        }
        if ((c.cr0 & Cpu.CR0_TS) != 0) {
            throw c.fault(Vector.NM, 0);
        }
        if ((c.fpu.status & Fpu.ERROR_SUMMARY) != 0) {
            c.fpuError.report();
        }
    }

    /** Begins an MMX instruction with 64 bits from memory. */
    public static void load64(Cpu c, int segment, int offset) {
        check(c);
        long value = FpuMemory.read64(c, segment, offset);
        begin(c);
        c.fpu.sig[MEMORY] = value;
    }

    /** Begins an MMX instruction with 32 bits from memory. */
    public static void load32(Cpu c, int segment, int offset) {
        check(c);
        long value = c.read32(segment, offset, c.at) & 0xFFFFFFFFL;
        begin(c);
        c.fpu.sig[MEMORY] = value;
    }

    /** Begins an MMX instruction with 16 bits from memory. */
    public static void load16(Cpu c, int segment, int offset) {
        check(c);
        long value = c.read16(segment, offset, c.at);
        begin(c);
        c.fpu.sig[MEMORY] = value;
    }

    /** Stores 64 bits: MOVQ, MOVNTQ. */
    public static void store64(Cpu c, int register, int segment, int offset) {
        check(c);
        FpuMemory.write64(c, segment, offset, c.fpu.sig[register]);
        begin(c);
    }

    /** Stores 32 bits: MOVD. */
    public static void store32(Cpu c, int register, int segment, int offset) {
        check(c);
        c.write32(segment, offset, (int) c.fpu.sig[register], c.at);
        begin(c);
    }

    /** A register is written: its sign and exponent become all ones. */
    public static void set(Cpu c, int register, long value) {
        c.fpu.sig[register] = value;
        c.fpu.se[register] = 0xFFFF;
    }

    /** Sets a register from 32 bits. */
    public static void set32(Cpu c, int register, int value) {
        set(c, register, value & 0xFFFFFFFFL);
    }

    /** The low 32 bits of a register. */
    public static int low(Cpu c, int register) {
        return (int) c.fpu.sig[register];
    }

    /** An immediate as a shift count takes the place of the operand from memory. */
    public static void setCount(Cpu c, int count) {
        c.fpu.sig[MEMORY] = count & 0xFF;
    }

    public static void move(Cpu c, int destination, int source) {
        set(c, destination, c.fpu.sig[source]);
    }

    /** EMMS: all registers are empty. */
    public static void empty(Cpu c) {
        check(c);
        c.fpu.used = 1 << MEMORY;
        c.fpu.top = 0;
    }
}
