package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;

/**
 * Arithmetic and comparison of SSE and SSE2 (SDM 1 §10.4.1.2, §10.4.1.3, §11.4.1.2, §11.4.1.3; SDM 2, ADDPS, CMPPS, COMISS
 * and their kin). A kind says how many numbers of which format a register holds.
 *
 * <p>Not modelled: the bits that silicon gives for RCPPS and RSQRTPS; results here have 12 bits, within the manual's error.
 */
public final class SseArithmetic {
    public static final int PS = 0;
    public static final int PD = 1;
    public static final int SS = 2;
    public static final int SD = 3;

    private static final long LOW = 0xFFFFFFFFL;
    /** Bits of an approximation that are kept. */
    private static final int APPROXIMATE = -1 << 12;
    private static final int FLAGS = Eflags.ZF | Eflags.PF | Eflags.CF;

    /** An operation on two numbers. */
    private interface Operation {
        long apply(SseUnit u, long a, long b, boolean wide);
    }

    private static final Operation ADD = SseUnit::add;
    private static final Operation SUBTRACT = SseUnit::subtract;
    private static final Operation MULTIPLY = SseUnit::multiply;
    private static final Operation DIVIDE = SseUnit::divide;
    private static final Operation MIN = SseUnit::min;
    private static final Operation MAX = SseUnit::max;
    private static final Operation ROOT = (u, a, b, wide) -> u.squareRoot(b, wide);
    private static final Operation RECIPROCAL = (u, a, b, wide) -> reciprocal((int) b);
    private static final Operation RECIPROCAL_ROOT = (u, a, b, wide) -> reciprocalRoot((int) b);

    private SseArithmetic() {
    }

    private static void apply(Cpu c, int kind, int destination, int source, Operation operation) {
        Xmm x = c.xmm;
        SseUnit u = x.begin();
        long a = x.low(destination);
        long b = x.low(source);
        long high = x.high(destination);
        long low = switch (kind) {
            case PS -> pair(u, a, b, operation);
            case SS -> a & ~LOW | operation.apply(u, a & LOW, b & LOW, false) & LOW;
            default -> operation.apply(u, a, b, true);
        };
        if (kind == PS) {
            high = pair(u, high, x.high(source), operation);
        } else if (kind == PD) {
            high = operation.apply(u, high, x.high(source), true);
        }
        x.check(c);
        x.set(destination, low, high);
    }

    private static long pair(SseUnit u, long a, long b, Operation operation) {
        long low = operation.apply(u, a & LOW, b & LOW, false);
        return low & LOW | operation.apply(u, a >>> 32, b >>> 32, false) << 32;
    }

    public static void add(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, ADD);
    }

    public static void subtract(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, SUBTRACT);
    }

    public static void multiply(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, MULTIPLY);
    }

    public static void divide(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, DIVIDE);
    }

    public static void min(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, MIN);
    }

    public static void max(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, MAX);
    }

    public static void squareRoot(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, ROOT);
    }

    public static void reciprocal(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, RECIPROCAL);
    }

    public static void reciprocalRoot(Cpu c, int kind, int destination, int source) {
        apply(c, kind, destination, source, RECIPROCAL_ROOT);
    }

    /** RCPSS: denormal operands count as zeros, denormal results are zeros; no exceptions (SDM 2, RCPPS). */
    private static long reciprocal(int bits) {
        float a = Float.intBitsToFloat(bits);
        if (Float.isNaN(a)) {
            return bits | 1 << 22;
        }
        if (Math.abs(a) < Float.MIN_NORMAL) {
            return bits & 1 << 31 | 0x7F80_0000;
        }
        float r = (float) (1.0 / a);
        return Math.abs(r) < Float.MIN_NORMAL ? bits & 1 << 31 : Float.floatToRawIntBits(r) & APPROXIMATE;
    }

    private static long reciprocalRoot(int bits) {
        float a = Float.intBitsToFloat(bits);
        if (Float.isNaN(a)) {
            return bits | 1 << 22;
        }
        if (Math.abs(a) < Float.MIN_NORMAL) {
            return bits & 1 << 31 | 0x7F80_0000;
        }
        if (a < 0) {
            return SseUnit.defaultNan(false);
        }
        return Float.floatToRawIntBits((float) (1.0 / Math.sqrt(a))) & APPROXIMATE;
    }

    /** CMPPS: a mask of ones where the predicate holds. */
    public static void compare(Cpu c, int kind, int destination, int source, int predicate) {
        apply(c, kind, destination, source, PREDICATES[predicate & 7]);
    }

    private static final Operation[] PREDICATES = new Operation[8];

    static {
        for (int i = 0; i < 8; i++) {
            int predicate = i;
            PREDICATES[i] = (u, a, b, wide) -> holds(u, a, b, predicate, wide) ? -1L : 0;
        }
    }

    /** EQ, LT, LE, UNORD, and their negations. LT and LE are invalid for quiet NaNs too (SDM 2, CMPPS, table 3-1). */
    private static boolean holds(SseUnit u, long a, long b, int predicate, boolean wide) {
        boolean quiet = (predicate & 3) == 0 || (predicate & 3) == 3;
        int order = u.compare(a, b, quiet, wide);
        boolean truth = switch (predicate & 3) {
            case 0 -> order == 0;
            case 1 -> order == -1;
            case 2 -> order == -1 || order == 0;
            default -> order == SseUnit.UNORDERED;
        };
        return truth != (predicate >= 4);
    }

    /** COMISS and UCOMISS: sets ZF, PF and CF. */
    public static void compareFlags(Cpu c, int kind, int destination, int source, int quiet) {
        Xmm x = c.xmm;
        SseUnit u = x.begin();
        boolean wide = kind == SD;
        long mask = wide ? -1 : LOW;
        int order = u.compare(x.low(destination) & mask, x.low(source) & mask, quiet != 0, wide);
        x.check(c);
        c.setStatusFlags(switch (order) {
            case -1 -> Eflags.CF;
            case 0 -> Eflags.ZF;
            case 1 -> 0;
            default -> FLAGS;
        });
    }
}
