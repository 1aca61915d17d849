package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.fpu.FpuMemory;

/** Conversions of SSE and SSE2 (SDM 1 §10.4.2, §11.4.1.6; SDM 2, the CVT pages). */
public final class SseConversion {
    private static final long LOW = 0xFFFFFFFFL;

    private SseConversion() {
    }

    private static long join(long low, long high) {
        return low & LOW | high << 32;
    }

    private static void finish(Cpu c, int destination, long low, long high) {
        c.xmm.check(c);
        c.xmm.set(destination, low, high);
    }

    // Between the formats.

    public static void cvtps2pd(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        long a = c.xmm.low(source);
        long low = u.widen(a & LOW);
        finish(c, destination, low, u.widen(a >>> 32));
    }

    public static void cvtpd2ps(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        long low = u.narrow(c.xmm.low(source));
        finish(c, destination, join(low, u.narrow(c.xmm.high(source))), 0);
    }

    public static void cvtss2sd(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        finish(c, destination, u.widen(c.xmm.low(source) & LOW), c.xmm.high(destination));
    }

    public static void cvtsd2ss(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        long r = u.narrow(c.xmm.low(source));
        finish(c, destination, c.xmm.low(destination) & ~LOW | r & LOW, c.xmm.high(destination));
    }

    // From integers.

    private static long singles(SseUnit u, long a) {
        long low = u.fromInteger((int) a, false);
        return join(low, u.fromInteger((int) (a >>> 32), false));
    }

    public static void cvtdq2ps(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        long low = singles(u, c.xmm.low(source));
        finish(c, destination, low, singles(u, c.xmm.high(source)));
    }

    public static void cvtdq2pd(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        long a = c.xmm.low(source);
        long low = u.fromInteger((int) a, true);
        finish(c, destination, low, u.fromInteger((int) (a >>> 32), true));
    }

    public static void cvtsi2ss(Cpu c, int destination, int value) {
        long r = c.xmm.begin().fromInteger(value, false);
        finish(c, destination, c.xmm.low(destination) & ~LOW | r & LOW, c.xmm.high(destination));
    }

    public static void cvtsi2sd(Cpu c, int destination, int value) {
        finish(c, destination, c.xmm.begin().fromInteger(value, true), c.xmm.high(destination));
    }

    /** From an MMX register or 64 bits of memory that {@link Mmx} has read. */
    public static void cvtpi2ps(Cpu c, int destination, int source) {
        long r = singles(c.xmm.begin(), c.fpu.sig[source]);
        finish(c, destination, r, c.xmm.high(destination));
    }

    public static void cvtpi2pd(Cpu c, int destination, int source) {
        SseUnit u = c.xmm.begin();
        long a = c.fpu.sig[source];
        long low = u.fromInteger((int) a, true);
        finish(c, destination, low, u.fromInteger((int) (a >>> 32), true));
    }

    /** Begins CVTPI2PD with an operand from memory, which does not touch the x87 (SDM 2, CVTPI2PD). */
    public static void loadIntegers(Cpu c, int segment, int offset) {
        Sse.begin(c);
        c.fpu.sig[Mmx.MEMORY] = FpuMemory.read64(c, segment, offset);
    }

    // To integers.

    private static long integers(SseUnit u, long a, boolean truncate) {
        long low = u.toInteger(a & LOW, truncate, false);
        return join(low, u.toInteger(a >>> 32, truncate, false));
    }

    private static long integers(SseUnit u, long a, long b, boolean truncate) {
        long low = u.toInteger(a, truncate, true);
        return join(low, u.toInteger(b, truncate, true));
    }

    public static void cvtps2dq(Cpu c, int destination, int source, int truncate) {
        SseUnit u = c.xmm.begin();
        long low = integers(u, c.xmm.low(source), truncate != 0);
        finish(c, destination, low, integers(u, c.xmm.high(source), truncate != 0));
    }

    public static void cvtpd2dq(Cpu c, int destination, int source, int truncate) {
        long r = integers(c.xmm.begin(), c.xmm.low(source), c.xmm.high(source), truncate != 0);
        finish(c, destination, r, 0);
    }

    public static void cvtps2pi(Cpu c, int destination, int source, int truncate) {
        long r = integers(c.xmm.begin(), c.xmm.low(source), truncate != 0);
        c.xmm.check(c);
        Mmx.begin(c);
        Mmx.set(c, destination, r);
    }

    public static void cvtpd2pi(Cpu c, int destination, int source, int truncate) {
        long r = integers(c.xmm.begin(), c.xmm.low(source), c.xmm.high(source), truncate != 0);
        c.xmm.check(c);
        Mmx.begin(c);
        Mmx.set(c, destination, r);
    }

    public static int cvtss2si(Cpu c, int source, int truncate) {
        int r = c.xmm.begin().toInteger(c.xmm.low(source) & LOW, truncate != 0, false);
        c.xmm.check(c);
        return r;
    }

    public static int cvtsd2si(Cpu c, int source, int truncate) {
        int r = c.xmm.begin().toInteger(c.xmm.low(source), truncate != 0, true);
        c.xmm.check(c);
        return r;
    }
}
