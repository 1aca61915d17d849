package org.backplane.cpu.internal.simd;

/** Packing, with saturation, and unpacking (SDM 1 §9.4.4, §9.4.5; SDM 2, PACKSSWB, PACKUSWB, PUNPCKLBW, PUNPCKHBW). */
public final class PackedConvert {
    private PackedConvert() {
    }

    /** Packs two words of 64 bits, the first to the low half. */
    public static long packsswb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 4; i++) {
            r |= (Math.max(-128, Math.min(127, (short) (a >>> 16 * i))) & 0xFFL) << 8 * i;
            r |= (Math.max(-128, Math.min(127, (short) (b >>> 16 * i))) & 0xFFL) << 8 * i + 32;
        }
        return r;
    }

    public static long packuswb(long a, long b) {
        long r = 0;
        for (int i = 0; i < 4; i++) {
            r |= (long) Math.max(0, Math.min(255, (short) (a >>> 16 * i))) << 8 * i;
            r |= (long) Math.max(0, Math.min(255, (short) (b >>> 16 * i))) << 8 * i + 32;
        }
        return r;
    }

    public static long packssdw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 2; i++) {
            r |= (Math.max(-32768, Math.min(32767, (int) (a >>> 32 * i))) & 0xFFFFL) << 16 * i;
            r |= (Math.max(-32768, Math.min(32767, (int) (b >>> 32 * i))) & 0xFFFFL) << 16 * i + 32;
        }
        return r;
    }

    /** Interleaves the low four bytes of both. */
    public static long punpcklbw(long a, long b) {
        long r = 0;
        for (int i = 0; i < 4; i++) {
            r |= (a >>> 8 * i & 0xFF) << 16 * i | (b >>> 8 * i & 0xFF) << 16 * i + 8;
        }
        return r;
    }

    public static long punpckhbw(long a, long b) {
        return punpcklbw(a >>> 32, b >>> 32);
    }

    public static long punpcklwd(long a, long b) {
        return a & 0xFFFF | (b & 0xFFFF) << 16 | (a & 0xFFFF0000L) << 16 | (b & 0xFFFF0000L) << 32;
    }

    public static long punpckhwd(long a, long b) {
        return punpcklwd(a >>> 32, b >>> 32);
    }

    public static long punpckldq(long a, long b) {
        return a & 0xFFFFFFFFL | b << 32;
    }

    public static long punpckhdq(long a, long b) {
        return a >>> 32 | b & 0xFFFFFFFF_00000000L;
    }
}
