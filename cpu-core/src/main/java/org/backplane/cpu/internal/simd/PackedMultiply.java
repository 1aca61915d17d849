package org.backplane.cpu.internal.simd;

/** Packed multiplication and the sum of absolute differences on 64 bits (SDM 1 §9.4.1, §10.4.4, §11.4.2; SDM 2). */
public final class PackedMultiply {
    private PackedMultiply() {
    }

    public static long pmullw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= ((short) (a >>> i) * (short) (b >>> i) & 0xFFFFL) << i;
        }
        return r;
    }

    public static long pmulhw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= ((short) (a >>> i) * (short) (b >>> i) >>> 16 & 0xFFFFL) << i;
        }
        return r;
    }

    public static long pmulhuw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 16) {
            r |= (a >>> i & 0xFFFF) * (b >>> i & 0xFFFF) >>> 16 << i;
        }
        return r;
    }

    public static long pmaddwd(long a, long b) {
        long r = 0;
        for (int i = 0; i < 64; i += 32) {
            int sum = (short) (a >>> i) * (short) (b >>> i) + (short) (a >>> i + 16) * (short) (b >>> i + 16);
            r |= (sum & 0xFFFFFFFFL) << i;
        }
        return r;
    }

    public static long pmuludq(long a, long b) {
        return (a & 0xFFFFFFFFL) * (b & 0xFFFFFFFFL);
    }

    public static long psadbw(long a, long b) {
        long sum = 0;
        for (int i = 0; i < 64; i += 8) {
            sum += Math.abs((a >>> i & 0xFF) - (b >>> i & 0xFF));
        }
        return sum;
    }
}
