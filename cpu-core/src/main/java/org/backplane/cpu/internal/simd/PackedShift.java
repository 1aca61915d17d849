package org.backplane.cpu.internal.simd;

/** Packed shifts on 64 bits; the count is a number of 64 bits (SDM 1 §9.4.7; SDM 2, PSLLW, PSRLW, PSRAW). */
public final class PackedShift {
    private static final long BOTTOMS_16 = 0x0001_0001_0001_0001L;
    private static final long BOTTOMS_32 = 0x0000_0001_0000_0001L;

    private PackedShift() {
    }

    private static boolean exceeds(long count, int bits) {
        return Long.compareUnsigned(count, bits) >= 0;
    }

    public static long psllw(long a, long count) {
        return exceeds(count, 16) ? 0 : a << count & (0xFFFFL >>> count << count) * BOTTOMS_16;
    }

    public static long pslld(long a, long count) {
        return exceeds(count, 32) ? 0 : a << count & (0xFFFFFFFFL >>> count << count) * BOTTOMS_32;
    }

    public static long psllq(long a, long count) {
        return exceeds(count, 64) ? 0 : a << count;
    }

    public static long psrlw(long a, long count) {
        return exceeds(count, 16) ? 0 : a >>> count & (0xFFFFL >>> count) * BOTTOMS_16;
    }

    public static long psrld(long a, long count) {
        return exceeds(count, 32) ? 0 : a >>> count & (0xFFFFFFFFL >>> count) * BOTTOMS_32;
    }

    public static long psrlq(long a, long count) {
        return exceeds(count, 64) ? 0 : a >>> count;
    }

    public static long psraw(long a, long count) {
        int n = exceeds(count, 16) ? 15 : (int) count;
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= ((short) (a >>> i) >> n & 0xFFFFL) << i;
        }
        return r;
    }

    public static long psrad(long a, long count) {
        int n = exceeds(count, 32) ? 31 : (int) count;
        return (int) a >> n & 0xFFFFFFFFL | (long) ((int) (a >>> 32) >> n) << 32;
    }
}
