package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/**
 * Operands of more than 32 bits in memory. A write faults before it has changed anything. An address of 16 bits wraps
 * between two parts of an operand, as it does between operands.
 */
public final class FpuMemory {
    private FpuMemory() {
    }

    public static long read64(Cpu c, int segment, int offset) {
        long low = c.read32(segment, offset, c.at) & 0xFFFFFFFFL;
        return low | (long) c.read32(segment, Cpu.part(segment, offset + 4), c.at) << 32;
    }

    public static void write64(Cpu c, int segment, int offset, long value) {
        check(c, segment, offset, 8);
        put64(c, segment, offset, value);
    }

    /** Writes where the write has been checked. */
    public static void put64(Cpu c, int segment, int offset, long value) {
        c.write32(segment, offset, (int) value, c.at);
        c.write32(segment, Cpu.part(segment, offset + 4), (int) (value >>> 32), c.at);
    }

    static void write80(Cpu c, int segment, int offset, int signExponent, long significand) {
        check(c, segment, offset, 10);
        put64(c, segment, offset, significand);
        c.write16(segment, Cpu.part(segment, offset + 8), signExponent, c.at);
    }

    /** Faults if a write would. */
    public static void check(Cpu c, int segment, int offset, int length) {
        int done = 0;
        while (done < length) {
            int from = Cpu.part(segment, offset + done);
            int rest = length - done;
            int count = from + rest > 0x10000 && from < 0x10000 && Cpu.part(segment, -1) == 0xFFFF ? 0x10000 - from : rest;
            c.checkWrite(c.linearForWrite(segment & 7, from, count), count, c.user());
            done += count;
        }
    }

    /** Faults if a read would. */
    public static void checkRead(Cpu c, int segment, int offset, int length) {
        int done = 0;
        while (done < length) {
            int from = Cpu.part(segment, offset + done);
            int rest = length - done;
            int count = from + rest > 0x10000 && from < 0x10000 && Cpu.part(segment, -1) == 0xFFFF ? 0x10000 - from : rest;
            c.checkRead(c.linearForRead(segment & 7, from, count), count, c.user());
            done += count;
        }
    }
}
