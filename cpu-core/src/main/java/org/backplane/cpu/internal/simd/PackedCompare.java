package org.backplane.cpu.internal.simd;

/** Packed comparisons, minima, maxima and averages on 64 bits (SDM 1 §9.4.3, §10.4.4; SDM 2, PCMPEQB, PMINUB, PAVGB). */
public final class PackedCompare {
    private PackedCompare() {
    }

    public static long pcmpeqb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= (byte) (a >>> i) == (byte) (b >>> i) ? 0xFFL << i : 0;
        }
        return r;
    }

    public static long pcmpeqw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (short) (a >>> i) == (short) (b >>> i) ? 0xFFFFL << i : 0;
        }
        return r;
    }

    public static long pcmpeqd(long a, long b) {
        return ((int) a == (int) b ? 0xFFFFFFFFL : 0) | ((int) (a >>> 32) == (int) (b >>> 32) ? 0xFFFFFFFFL << 32 : 0);
    }

    public static long pcmpgtb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= (byte) (a >>> i) > (byte) (b >>> i) ? 0xFFL << i : 0;
        }
        return r;
    }

    public static long pcmpgtw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (short) (a >>> i) > (short) (b >>> i) ? 0xFFFFL << i : 0;
        }
        return r;
    }

    public static long pcmpgtd(long a, long b) {
        return ((int) a > (int) b ? 0xFFFFFFFFL : 0) | ((int) (a >>> 32) > (int) (b >>> 32) ? 0xFFFFFFFFL << 32 : 0);
    }

    public static long pminub(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= Math.min(a >>> i & 0xFF, b >>> i & 0xFF) << i;
        }
        return r;
    }

    public static long pmaxub(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= Math.max(a >>> i & 0xFF, b >>> i & 0xFF) << i;
        }
        return r;
    }

    public static long pminsw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (Math.min((short) (a >>> i), (short) (b >>> i)) & 0xFFFFL) << i;
        }
        return r;
    }

    public static long pmaxsw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (Math.max((short) (a >>> i), (short) (b >>> i)) & 0xFFFFL) << i;
        }
        return r;
    }

    public static long pavgb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 8) {
            r |= (a >>> i & 0xFF) + (b >>> i & 0xFF) + 1 >>> 1 << i;
        }
        return r;
    }

    public static long pavgw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (a >>> i & 0xFFFF) + (b >>> i & 0xFFFF) + 1 >>> 1 << i;
        }
        return r;
    }
}
