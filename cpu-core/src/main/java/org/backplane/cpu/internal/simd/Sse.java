package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.fpu.FpuMemory;

/**
 * What SSE and SSE2 instructions share: their checks (SDM 2A §2.5, SDM 3A §13.1), and operands in memory, which must be
 * aligned unless the instruction says otherwise (SDM 1 §10.4.1.1).
 */
public final class Sse {
    public static final int CR4_OSFXSR = 1 << 9;
    public static final int CR4_OSXMMEXCPT = 1 << 10;

    private Sse() {
    }

    /** Begins an instruction that has no operand in memory. */
    public static void begin(Cpu c) {
        if ((c.cr0 & Cpu.CR0_EM) != 0 || (c.cr4 & CR4_OSFXSR) == 0) {
            throw c.undefinedOpcode();
        }
        if ((c.cr0 & Cpu.CR0_TS) != 0) {
            throw c.fault(Vector.NM, 0);
        }
    }

    static void checkAligned(Cpu c, int segment, int offset) {
        if ((c.segments[segment & 7].base + offset & 15) != 0) {
            throw c.generalProtection(0);
        }
    }

    /** Begins an instruction with 128 aligned bits from memory. */
    public static void load128(Cpu c, int segment, int offset) {
        begin(c);
        checkAligned(c, segment, offset);
        read128(c, segment, offset);
    }

    /** Begins an instruction with 128 bits from anywhere in memory. */
    public static void loadUnaligned(Cpu c, int segment, int offset) {
        begin(c);
        read128(c, segment, offset);
    }

    private static void read128(Cpu c, int segment, int offset) {
        c.linearForRead(segment & 7, offset, 16);
        long low = FpuMemory.read64(c, segment, offset);
        long high = FpuMemory.read64(c, segment, offset + 8);
        c.xmm.set(Xmm.MEMORY, low, high);
    }

    /** Begins an instruction with 64 bits from memory; the upper half is zero. */
    public static void load64(Cpu c, int segment, int offset) {
        begin(c);
        c.xmm.set(Xmm.MEMORY, FpuMemory.read64(c, segment, offset), 0);
    }

    /** Begins an instruction with 32 bits from memory; the rest is zero. */
    public static void load32(Cpu c, int segment, int offset) {
        begin(c);
        c.xmm.set(Xmm.MEMORY, c.read32(segment, offset, c.at) & 0xFFFFFFFFL, 0);
    }

    public static void store128(Cpu c, int register, int segment, int offset) {
        begin(c);
        checkAligned(c, segment, offset);
        write128(c, register, segment, offset);
    }

    public static void storeUnaligned(Cpu c, int register, int segment, int offset) {
        begin(c);
        write128(c, register, segment, offset);
    }

    private static void write128(Cpu c, int register, int segment, int offset) {
        FpuMemory.check(c, segment, offset, 16);
        FpuMemory.write64(c, segment, offset, c.xmm.low(register));
        FpuMemory.write64(c, segment, offset + 8, c.xmm.high(register));
    }

    public static void store64(Cpu c, int register, int segment, int offset) {
        begin(c);
        FpuMemory.write64(c, segment, offset, c.xmm.low(register));
    }

    public static void storeHigh(Cpu c, int register, int segment, int offset) {
        begin(c);
        FpuMemory.write64(c, segment, offset, c.xmm.high(register));
    }

    public static void store32(Cpu c, int register, int segment, int offset) {
        begin(c);
        c.write32(segment, offset, (int) c.xmm.low(register), c.at);
    }

    /** An immediate as a shift count takes the place of the operand from memory. */
    public static void setCount(Cpu c, int count) {
        c.xmm.set(Xmm.MEMORY, count & 0xFF, 0);
    }

    /** LDMXCSR: a bit that MXCSR does not have faults. */
    public static void loadMxcsr(Cpu c, int segment, int offset) {
        begin(c);
        int value = c.read32(segment, offset, c.at);
        if ((value & ~Xmm.MXCSR_MASK) != 0) {
            throw c.generalProtection(0);
        }
        c.xmm.setMxcsr(value);
    }

    public static void storeMxcsr(Cpu c, int segment, int offset) {
        begin(c);
        c.write32(segment, offset, c.xmm.mxcsr(), c.at);
    }
}
