package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/**
 * Operands of more than 32 bits in memory. All of an operand must lie in its segment: an address of 16 bits does not wrap
 * within it (SDM 2, FSAVE: #GP in real mode). A write faults before it has changed anything.
 */
public final class FpuMemory {
    private static final int PAGE = 4096;

    private FpuMemory() {
    }

    public static long read64(Cpu c, int segment, int offset) {
        int linear = c.linearForRead(segment & 7, offset, 8);
        return c.load32(linear, c.at) & 0xFFFFFFFFL | (long) c.load32(linear + 4, c.at) << 32;
    }

    public static void write64(Cpu c, int segment, int offset, long value) {
        check(c, segment, offset, 8);
        int linear = c.segments[segment & 7].base + offset;
        c.store32(linear, (int) value, c.at);
        c.store32(linear + 4, (int) (value >>> 32), c.at);
    }

    static void write80(Cpu c, int segment, int offset, int signExponent, long significand) {
        check(c, segment, offset, 10);
        write64(c, segment, offset, significand);
        c.write16(segment, offset + 8, signExponent, c.at);
    }

    /**
     * Faults if a write would, up to a page of bytes; within one page only the segment is checked, because the first byte
     * written faults for all.
     */
    public static void check(Cpu c, int segment, int offset, int length) {
        int linear = c.linearForWrite(segment & 7, offset, length);
        if ((linear & PAGE - 1) > PAGE - length) {
            c.checkWrite(linear, length, c.user());
        }
    }

    /** Faults if a read would; up to a page of bytes. */
    public static void checkRead(Cpu c, int segment, int offset, int length) {
        c.checkRead(c.linearForRead(segment & 7, offset, length), length, c.user());
    }
}
