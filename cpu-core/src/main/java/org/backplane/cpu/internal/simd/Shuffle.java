package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.MemHandler;

/** Shuffles, byte shifts, insertion, extraction, masks (SDM 1 §10.4.3, §10.4.4, §11.4.1.4, §11.4.2; SDM 2). */
public final class Shuffle {
    private Shuffle() {
    }

    /** The four 16-bit elements of a word that an immediate chooses. */
    private static long words(long a, int order) {
        long r = 0;
        for (int i = 0; i < 4; i++) {
            r |= (a >>> 16 * (order >>> 2 * i & 3) & 0xFFFF) << 16 * i;
        }
        return r;
    }

    public static void pshufw(Cpu c, int destination, int source, int order) {
        Mmx.set(c, destination, words(c.fpu.sig[source], order));
    }

    public static void pshuflw(Cpu c, int destination, int source, int order) {
        c.xmm.set(destination, words(c.xmm.low(source), order), c.xmm.high(source));
    }

    public static void pshufhw(Cpu c, int destination, int source, int order) {
        c.xmm.set(destination, c.xmm.low(source), words(c.xmm.high(source), order));
    }

    private static long dword(Xmm x, int register, int number) {
        return x.words[2 * register + (number >>> 1 & 1)] >>> 32 * (number & 1) & 0xFFFFFFFFL;
    }

    public static void pshufd(Cpu c, int destination, int source, int order) {
        Xmm x = c.xmm;
        long low = dword(x, source, order & 3) | dword(x, source, order >>> 2 & 3) << 32;
        long high = dword(x, source, order >>> 4 & 3) | dword(x, source, order >>> 6 & 3) << 32;
        x.set(destination, low, high);
    }

    public static void shufps(Cpu c, int destination, int source, int order) {
        Xmm x = c.xmm;
        long low = dword(x, destination, order & 3) | dword(x, destination, order >>> 2 & 3) << 32;
        long high = dword(x, source, order >>> 4 & 3) | dword(x, source, order >>> 6 & 3) << 32;
        x.set(destination, low, high);
    }

    public static void shufpd(Cpu c, int destination, int source, int order) {
        Xmm x = c.xmm;
        x.set(destination, x.words[2 * destination + (order & 1)], x.words[2 * source + (order >>> 1 & 1)]);
    }

    /** PSLLDQ: shifts left by bytes. */
    public static void shiftLeft(Cpu c, int register, int count) {
        int bits = Math.min(count & 0xFF, 16) * 8;
        long low = c.xmm.low(register);
        long high = c.xmm.high(register);
        if (bits >= 64) {
            c.xmm.set(register, 0, bits == 128 ? 0 : low << bits - 64);
        } else if (bits > 0) {
            c.xmm.set(register, low << bits, high << bits | low >>> 64 - bits);
        }
    }

    /** PSRLDQ: shifts right by bytes. */
    public static void shiftRight(Cpu c, int register, int count) {
        int bits = Math.min(count & 0xFF, 16) * 8;
        long low = c.xmm.low(register);
        long high = c.xmm.high(register);
        if (bits >= 64) {
            c.xmm.set(register, bits == 128 ? 0 : high >>> bits - 64, 0);
        } else if (bits > 0) {
            c.xmm.set(register, low >>> bits | high << 64 - bits, high >>> bits);
        }
    }

    private static long inserted(long a, int value, int at) {
        return a & ~(0xFFFFL << at) | (value & 0xFFFFL) << at;
    }

    public static void pinsrw(Cpu c, int register, int value, int number) {
        Mmx.set(c, register, inserted(c.fpu.sig[register], value, 16 * (number & 3)));
    }

    public static void pinsrwXmm(Cpu c, int register, int value, int number) {
        int word = 2 * register + (number >>> 2 & 1);
        c.xmm.words[word] = inserted(c.xmm.words[word], value, 16 * (number & 3));
    }

    public static int pextrw(Cpu c, int register, int number) {
        return (int) (c.fpu.sig[register] >>> 16 * (number & 3)) & 0xFFFF;
    }

    public static int pextrwXmm(Cpu c, int register, int number) {
        return (int) (c.xmm.words[2 * register + (number >>> 2 & 1)] >>> 16 * (number & 3)) & 0xFFFF;
    }

    /** The top bits of the eight bytes of a word. */
    private static int signs(long a) {
        return (int) ((a >>> 7 & 0x0101_0101_0101_0101L) * 0x0102_0408_1020_4080L >>> 56);
    }

    public static int pmovmskb(Cpu c, int register) {
        return signs(c.fpu.sig[register]);
    }

    public static int pmovmskbXmm(Cpu c, int register) {
        return signs(c.xmm.low(register)) | signs(c.xmm.high(register)) << 8;
    }

    public static int movmskps(Cpu c, int register) {
        long low = c.xmm.low(register);
        long high = c.xmm.high(register);
        return (int) (low >>> 31 & 1 | low >>> 62 & 2 | high >>> 29 & 4 | high >>> 60 & 8);
    }

    public static int movmskpd(Cpu c, int register) {
        return (int) (c.xmm.low(register) >>> 63 | c.xmm.high(register) >>> 62 & 2);
    }

    /** MASKMOVQ: writes the bytes of the first register whose byte in the second has its top bit set, at DS:EDI. */
    public static void maskmovq(Cpu c, int source, int mask, int segment, int addressSize) {
        int offset = addressSize == 16 ? c.regs[Cpu.EDI] & 0xFFFF : c.regs[Cpu.EDI];
        int at = segment & 7 | (addressSize == 16 ? MemHandler.OFFSET_16 : 0);
        writeMasked(c, at, offset, c.fpu.sig[source], signs(c.fpu.sig[mask]));
    }

    public static void maskmovdqu(Cpu c, int source, int mask, int segment, int addressSize) {
        int offset = addressSize == 16 ? c.regs[Cpu.EDI] & 0xFFFF : c.regs[Cpu.EDI];
        int at = segment & 7 | (addressSize == 16 ? MemHandler.OFFSET_16 : 0);
        int signs = pmovmskbXmm(c, mask);
        checkMasked(c, at, offset, signs);
        writeMasked(c, at, offset, c.xmm.low(source), signs & 0xFF);
        writeMasked(c, at, Cpu.part(at, offset + 8), c.xmm.high(source), signs >>> 8);
    }

    private static void checkMasked(Cpu c, int segment, int offset, int signs) {
        for (int i = 0; i < 16; i++) {
            if ((signs >>> i & 1) != 0) {
                c.checkWrite(c.linearForWrite(segment & 7, Cpu.part(segment, offset + i), 1), 1, c.user());
            }
        }
    }

    private static void writeMasked(Cpu c, int segment, int offset, long value, int signs) {
        checkMasked(c, segment, offset, signs);
        for (int i = 0; i < 8; i++) {
            if ((signs >>> i & 1) != 0) {
                c.write8(segment, Cpu.part(segment, offset + i), (int) (value >>> 8 * i), c.at);
            }
        }
    }
}
