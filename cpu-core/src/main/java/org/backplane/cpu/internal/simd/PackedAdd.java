package org.backplane.cpu.internal.simd;

/**
 * Packed addition, subtraction and logic on 64 bits (SDM 1 §9.4.1, §9.4.6; SDM 2, PADDB, PADDSB, PADDUSB, PAND and their
 * kin). Wrapping sums are made in one piece, the top bits of the lanes apart so that nothing is carried between them.
 */
public final class PackedAdd {
    private static final long TOPS_8 = 0x8080_8080_8080_8080L;
    private static final long TOPS_16 = 0x8000_8000_8000_8000L;
    private static final long TOPS_32 = 0x8000_0000_8000_0000L;

    private PackedAdd() {
    }

    private static long add(long a, long b, long tops) {
        return (a & ~tops) + (b & ~tops) ^ (a ^ b) & tops;
    }

    private static long sub(long a, long b, long tops) {
        return (a | tops) - (b & ~tops) ^ (a ^ ~b) & tops;
    }

    public static long paddb(long a, long b) {
        return add(a, b, TOPS_8);
    }

    public static long paddw(long a, long b) {
        return add(a, b, TOPS_16);
    }

    public static long paddd(long a, long b) {
        return add(a, b, TOPS_32);
    }

    public static long paddq(long a, long b) {
        return a + b;
    }

    public static long psubb(long a, long b) {
        return sub(a, b, TOPS_8);
    }

    public static long psubw(long a, long b) {
        return sub(a, b, TOPS_16);
    }

    public static long psubd(long a, long b) {
        return sub(a, b, TOPS_32);
    }

    public static long psubq(long a, long b) {
        return a - b;
    }

    public static long paddsb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= (Math.max(-128, Math.min(127, (byte) (a >>> i) + (byte) (b >>> i))) & 0xFFL) << i;
        }
        return r;
    }

    public static long paddsw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (Math.max(-32768, Math.min(32767, (short) (a >>> i) + (short) (b >>> i))) & 0xFFFFL) << i;
        }
        return r;
    }

    public static long psubsb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= (Math.max(-128, Math.min(127, (byte) (a >>> i) - (byte) (b >>> i))) & 0xFFL) << i;
        }
        return r;
    }

    public static long psubsw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (Math.max(-32768, Math.min(32767, (short) (a >>> i) - (short) (b >>> i))) & 0xFFFFL) << i;
        }
        return r;
    }

    public static long paddusb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= Math.min(0xFF, (a >>> i & 0xFF) + (b >>> i & 0xFF)) << i;
        }
        return r;
    }

    public static long paddusw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= Math.min(0xFFFF, (a >>> i & 0xFFFF) + (b >>> i & 0xFFFF)) << i;
        }
        return r;
    }

    public static long psubusb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= Math.max(0, (a >>> i & 0xFF) - (b >>> i & 0xFF)) << i;
        }
        return r;
    }

    public static long psubusw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= Math.max(0, (a >>> i & 0xFFFF) - (b >>> i & 0xFFFF)) << i;
        }
        return r;
    }

    public static long and(long a, long b) {
        return a & b;
    }

    /** The complement of the first and the second. */
    public static long andNot(long a, long b) {
        return ~a & b;
    }

    public static long or(long a, long b) {
        return a | b;
    }

    public static long xor(long a, long b) {
        return a ^ b;
    }

    /** The second: what a move takes. */
    public static long second(long a, long b) {
        return b;
    }

    /** The first: what a move leaves. */
    public static long first(long a, long b) {
        return a;
    }
}
