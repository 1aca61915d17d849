package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;

/** Moves between XMM registers, and between them and other registers (SDM 1 §10.4.1.1, §11.4.1.1, §11.4.2; SDM 2). */
public final class SseMove {
    private static final long LOW = 0xFFFFFFFFL;

    private SseMove() {
    }

    /** The whole register; of an operand from memory what was read and zeros. */
    public static void move(Cpu c, int destination, int source) {
        c.xmm.set(destination, c.xmm.low(source), c.xmm.high(source));
    }

    /** MOVSS between registers. */
    public static void low32(Cpu c, int destination, int source) {
        c.xmm.words[2 * destination] = c.xmm.low(destination) & ~LOW | c.xmm.low(source) & LOW;
    }

    /** MOVSD between registers, MOVLPS and MOVLPD from memory. */
    public static void lowToLow(Cpu c, int destination, int source) {
        c.xmm.words[2 * destination] = c.xmm.low(source);
    }

    /** MOVLHPS, and MOVHPS and MOVHPD from memory. */
    public static void lowToHigh(Cpu c, int destination, int source) {
        c.xmm.words[2 * destination + 1] = c.xmm.low(source);
    }

    /** MOVHLPS. */
    public static void highToLow(Cpu c, int destination, int source) {
        c.xmm.words[2 * destination] = c.xmm.high(source);
    }

    /** MOVQ between XMM registers: the upper half is cleared. */
    public static void movq(Cpu c, int destination, int source) {
        c.xmm.set(destination, c.xmm.low(source), 0);
    }

    /** MOVD from a general register or memory. */
    public static void fromGeneral(Cpu c, int destination, int value) {
        c.xmm.set(destination, value & LOW, 0);
    }

    /** MOVD to a general register. */
    public static int toGeneral(Cpu c, int source) {
        return (int) c.xmm.low(source);
    }

    /** MOVQ2DQ. */
    public static void fromMmx(Cpu c, int destination, int source) {
        c.xmm.set(destination, c.fpu.sig[source], 0);
    }

    /** MOVDQ2Q. */
    public static void toMmx(Cpu c, int destination, int source) {
        Mmx.set(c, destination, c.xmm.low(source));
    }
}
