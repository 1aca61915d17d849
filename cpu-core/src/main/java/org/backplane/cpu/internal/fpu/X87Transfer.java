package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** Data transfer instructions of the x87 (SDM 1 §8.3.3; SDM 2, FLD, FST, FILD, FIST, FBLD, FBSTP, FXCH, FCMOVcc). */
public final class X87Transfer {
    private static final long LARGEST_BCD = 999_999_999_999_999_999L;
    private static final int BCD_INDEFINITE = 0xFFFF;
    private static final long BCD_INDEFINITE_LOW = 0xC000_0000_0000_0000L;

    private X87Transfer() {
    }

    // Operands from memory go to a place of their own, from which FLD pushes and arithmetic takes them.

    public static void loadReal32(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        int bits = c.read32(segment, offset, c.at);
        X87.begin(c, f, segment, offset);
        real32(c, bits);
    }

    /** A 32-bit number has been read. */
    public static void real32(Cpu c, int bits) {
        c.fpu.unit.expand32(bits);
        keep(c.fpu);
    }

    public static void loadReal64(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        long bits = FpuMemory.read64(c, segment, offset);
        X87.begin(c, f, segment, offset);
        real64(f, bits);
    }

    private static void real64(Fpu f, long bits) {
        f.unit.expand64(bits);
        keep(f);
    }

    /** A 64-bit number has been read, as two halves. */
    public static void real64(Cpu c, int low, int high) {
        real64(c.fpu, both(low, high));
    }

    static long both(int low, int high) {
        return low & 0xFFFFFFFFL | (long) high << 32;
    }

    public static void loadReal80(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        c.linearForRead(segment & 7, offset, 10);
        long significand = FpuMemory.read64(c, segment, offset);
        int signExponent = c.read16(segment, offset + 8, c.at);
        X87.begin(c, f, segment, offset);
        keep(f, signExponent, significand);
    }

    /** An 80-bit number has been read, the significand as two halves. */
    public static void real80(Cpu c, int low, int high, int signExponent) {
        keep(c.fpu, signExponent, both(low, high));
    }

    /** Loads an integer of 16, 32 or 64 bits. */
    public static void loadInteger(Cpu c, int size, int segment, int offset) {
        Fpu f = X87.waiting(c);
        long value = switch (size) {
            case 16 -> (short) c.read16(segment, offset, c.at);
            case 32 -> c.read32(segment, offset, c.at);
            default -> FpuMemory.read64(c, segment, offset);
        };
        X87.begin(c, f, segment, offset);
        integer(f, value);
    }

    private static void integer(Fpu f, long value) {
        f.unit.setInteger(value);
        keep(f);
    }

    /** An integer has been read, as two halves. */
    public static void integer(Cpu c, int low, int high) {
        integer(c.fpu, both(low, high));
    }

    /** Loads a packed decimal number of 18 digits (SDM 1 §4.7). */
    public static void loadBcd(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        c.linearForRead(segment & 7, offset, 10);
        long digits = FpuMemory.read64(c, segment, offset);
        int top = c.read16(segment, offset + 8, c.at);
        X87.begin(c, f, segment, offset);
        long value = (top >>> 4 & 15) * 10L + (top & 15);
        for (int shift = 60; shift >= 0; shift -= 4) {
            value = value * 10 + (digits >>> shift & 15);
        }
        integer(f, value);
        f.se[Fpu.MEMORY] |= top & Rounding.SIGN;
    }

    private static void keep(Fpu f) {
        keep(f, f.unit.se, f.unit.sig);
    }

    private static void keep(Fpu f, int signExponent, long significand) {
        f.se[Fpu.MEMORY] = signExponent;
        f.sig[Fpu.MEMORY] = significand;
    }

    /** FLD of a 32- or 64-bit number: signaling NaNs and denormals are noticed. */
    public static void push(Cpu c) {
        Fpu f = c.fpu;
        if (f.isEmpty(f.index(7))) {
            f.unit.set(f.se[Fpu.MEMORY], f.sig[Fpu.MEMORY]);
            f.unit.load();
            keep(f);
        }
        pushExactly(c, Fpu.MEMORY);
    }

    /** Pushes a register, or the operand from memory, as it is. */
    public static void pushExactly(Cpu c, int source) {
        Fpu f = c.fpu;
        int from = f.index(source);
        int to = f.index(7);
        int signExponent = f.se[from];
        long significand = f.sig[from];
        // A source that is empty counts before a place that is not, as silicon has it.
        if (f.isEmpty(from)) {
            f.underflow();
            signExponent = F80.NEGATIVE_SPECIAL;
            significand = F80.DEFAULT_NAN;
        } else if (!f.isEmpty(to)) {
            f.overflow();
            signExponent = F80.NEGATIVE_SPECIAL;
            significand = F80.DEFAULT_NAN;
        }
        // A denormal operand is pushed even if its exception is not masked (SDM 1 §8.5.2).
        if ((f.unit.raised & FpException.INVALID & ~f.unit.masks) == 0) {
            f.top = to;
            f.put(to, signExponent, significand);
        }
        X87.end(c, f);
    }

    // Stores: ST(0) is made what is to be written, which changes no register, and the instruction ends when that has been written.

    /** ST(0) as a 32-bit number. */
    public static int toReal32(Cpu c) {
        Fpu f = c.fpu;
        f.start();
        return isFilled(f) ? f.unit.toReal32(f.se[f.top], f.sig[f.top]) : 0xFFC0_0000;
    }

    private static long toReal64(Fpu f) {
        f.start();
        return isFilled(f) ? f.unit.toReal64(f.se[f.top], f.sig[f.top]) : 0xFFF8_0000_0000_0000L;
    }

    private static long toInteger(Fpu f, int size) {
        f.start();
        return isFilled(f) ? f.unit.toInteger(f.se[f.top], f.sig[f.top], size, false) : -1L << size - 1;
    }

    /** The low half of ST(0) as a 64-bit number; {@link #part} gives the other one. */
    public static int toReal64(Cpu c) {
        return split(c.fpu, toReal64(c.fpu));
    }

    /** The low half of ST(0)'s significand; {@link #part} gives the rest. */
    public static int toReal80(Cpu c) {
        Fpu f = c.fpu;
        f.start();
        boolean filled = isFilled(f);
        f.se[Fpu.MEMORY] = filled ? f.se[f.top] : F80.NEGATIVE_SPECIAL;
        return split(f, filled ? f.sig[f.top] : F80.DEFAULT_NAN);
    }

    /** The low half of ST(0) as an integer; {@link #part} gives the other one. */
    public static int toInteger(Cpu c, int size) {
        return split(c.fpu, toInteger(c.fpu, size));
    }

    private static int split(Fpu f, long bits) {
        f.sig[Fpu.MEMORY] = bits;
        return (int) bits;
    }

    /** The second 32 bits of what is to be written, or the third part, which is sign and exponent. */
    public static int part(Cpu c, int number) {
        return number == 1 ? (int) (c.fpu.sig[Fpu.MEMORY] >>> 32) : c.fpu.se[Fpu.MEMORY];
    }

    /** Whether what ST(0) was made for memory left no exception that is not masked. */
    public static boolean isToBeStored(Cpu c) {
        return (c.fpu.unit.raised & ~c.fpu.unit.masks) == 0;
    }

    /** Ends an instruction that has written memory and has no exception that is not masked. */
    public static void stored(Cpu c, int pop) {
        Fpu f = c.fpu;
        if (pop != 0) {
            f.pop();
        }
        X87.end(c, f);
    }

    public static void storeReal32(Cpu c, int segment, int offset, int pop) {
        Fpu f = X87.waiting(c);
        int bits = toReal32(c);
        boolean stored = !f.hasNoStore();
        if (stored) {
            c.write32(segment, offset, bits, c.at);
        }
        endStore(c, f, segment, offset, pop, stored);
    }

    public static void storeReal64(Cpu c, int segment, int offset, int pop) {
        Fpu f = X87.waiting(c);
        long bits = toReal64(f);
        boolean stored = !f.hasNoStore();
        if (stored) {
            FpuMemory.write64(c, segment, offset, bits);
        }
        endStore(c, f, segment, offset, pop, stored);
    }

    public static void storeReal80(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        toReal80(c);
        boolean stored = !f.hasNoStore();
        if (stored) {
            FpuMemory.write80(c, segment, offset, f.se[Fpu.MEMORY], f.sig[Fpu.MEMORY]);
        }
        endStore(c, f, segment, offset, 1, stored);
    }

    /** Stores an integer of 16, 32 or 64 bits. */
    public static void storeInteger(Cpu c, int size, int segment, int offset, int pop) {
        Fpu f = X87.waiting(c);
        long value = toInteger(f, size);
        boolean stored = !f.hasNoStore();
        if (stored) {
            switch (size) {
                case 16 -> c.write16(segment, offset, (int) value, c.at);
                case 32 -> c.write32(segment, offset, (int) value, c.at);
                default -> FpuMemory.write64(c, segment, offset, value);
            }
        }
        endStore(c, f, segment, offset, pop, stored);
    }

    /** FBSTP; what has more than 18 digits gives the packed decimal indefinite. */
    public static void storeBcd(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        long value = Long.MIN_VALUE;
        f.start();
        if (isFilled(f)) {
            value = f.unit.toInteger(f.se[f.top], f.sig[f.top], 64, false);
            if (value != Long.MIN_VALUE && Math.abs(value) > LARGEST_BCD) {
                f.unit.raised = FpException.INVALID;
                f.unit.roundedUp = false;
                value = Long.MIN_VALUE;
            }
        }
        boolean stored = !f.hasNoStore();
        if (stored) {
            writeBcd(c, segment, offset, value, f.se[f.top] & Rounding.SIGN);
        }
        endStore(c, f, segment, offset, 1, stored);
    }

    private static void writeBcd(Cpu c, int segment, int offset, long value, int sign) {
        if (value == Long.MIN_VALUE) {
            FpuMemory.write80(c, segment, offset, BCD_INDEFINITE, BCD_INDEFINITE_LOW);
            return;
        }
        long rest = Math.abs(value);
        long digits = 0;
        for (int shift = 0; shift < 64; shift += 4) {
            digits |= rest % 10 << shift;
            rest /= 10;
        }
        FpuMemory.write80(c, segment, offset, sign | (int) (rest / 10 << 4 | rest % 10), digits);
    }

    /** Whether ST(0) holds something; if not, the stack underflow is noted. */
    private static boolean isFilled(Fpu f) {
        if (f.isEmpty(f.top)) {
            f.underflow();
            return false;
        }
        return true;
    }

    private static void endStore(Cpu c, Fpu f, int segment, int offset, int pop, boolean stored) {
        X87.pointAt(c, f, segment, offset);
        if (!stored) {
            f.unit.raised &= ~FpException.PRECISION;
            f.unit.roundedUp = false;
        }
        if (pop != 0 && stored) {
            f.pop();
        }
        X87.end(c, f);
    }

    /** FST and FSTP to a register. */
    public static void store(Cpu c, int destination, int pop) {
        Fpu f = c.fpu;
        int to = f.index(destination);
        if (!f.isEmpty(f.top)) {
            f.put(to, f.se[f.top], f.sig[f.top]);
        } else if (f.underflow()) {
            f.put(to, F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
        }
        if (pop != 0 && !f.hasNoResult()) {
            f.pop();
        }
        X87.end(c, f);
    }

    /** FXCH; an empty register takes part as the default NaN. */
    public static void exchange(Cpu c, int other) {
        Fpu f = c.fpu;
        int a = f.top;
        int b = f.index(other);
        if (!f.isEmpty(a) && !f.isEmpty(b) || f.underflow()) {
            boolean emptyA = f.isEmpty(a);
            int signExponent = emptyA ? F80.NEGATIVE_SPECIAL : f.se[a];
            long significand = emptyA ? F80.DEFAULT_NAN : f.sig[a];
            if (f.isEmpty(b)) {
                f.put(a, F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
            } else {
                f.put(a, f.se[b], f.sig[b]);
            }
            f.put(b, signExponent, significand);
        }
        X87.end(c, f);
    }

    /** FCMOVcc; C1 stays unless the stack underflows. */
    public static void moveIf(Cpu c, int source, int condition) {
        Fpu f = c.fpu;
        int from = f.index(source);
        f.unit.roundedUp = (f.status & Fpu.C1) != 0;
        if (f.isEmpty(f.top) || f.isEmpty(from)) {
            if (f.underflow()) {
                f.put(f.top, F80.NEGATIVE_SPECIAL, F80.DEFAULT_NAN);
            }
        } else if (condition != 0) {
            f.put(f.top, f.se[from], f.sig[from]);
        }
        X87.end(c, f);
    }
}
