package org.backplane.cpu.internal.simd;

import java.util.Arrays;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.fpu.FpException;

/** The XMM registers and MXCSR (SDM 1 §10.2.2, §10.2.3), with the arithmetic that MXCSR governs. */
public final class Xmm {
    /** Number of the register that stands for an operand from memory. */
    public static final int MEMORY = 8;
    /** The bits that MXCSR has. */
    public static final int MXCSR_MASK = 0xFFFF;
    private static final int AFTER_RESET = 0x1F80;
    private static final int DENORMALS_ARE_ZEROS = 1 << 6;
    private static final int FLUSH_TO_ZERO = 1 << 15;
    private static final int MASKS_SHIFT = 7;
    private static final int ROUNDING_SHIFT = 13;

    /** Low and high half of each register. */
    public final long[] words = new long[2 * MEMORY + 2];
    private int control;
    private int flags;

    /** The arithmetic, with rounding, masks and treatment of denormals as MXCSR says. */
    public final SseUnit unit = new SseUnit();

    public Xmm() {
        reset();
    }

    /** The state after RESET (SDM 3A table 9-1). */
    public void reset() {
        Arrays.fill(words, 0);
        setMxcsr(AFTER_RESET);
    }

    public int mxcsr() {
        return control | flags;
    }

    public void setMxcsr(int value) {
        flags = value & FpException.ALL;
        control = value & MXCSR_MASK & ~FpException.ALL;
        unit.masks = value >>> MASKS_SHIFT & FpException.ALL;
        unit.rounding = value >>> ROUNDING_SHIFT & 3;
        unit.denormalsAreZeros = (value & DENORMALS_ARE_ZEROS) != 0;
        unit.flushToZero = (value & FLUSH_TO_ZERO) != 0;
        notePrecision();
    }

    private void notePrecision() {
        unit.precisionNoted = unit.rounding == SseUnit.NEAREST && (flags & unit.masks & FpException.PRECISION) != 0;
    }

    public void set(int register, long low, long high) {
        words[2 * register] = low;
        words[2 * register + 1] = high;
    }

    public long low(int register) {
        return words[2 * register];
    }

    public long high(int register) {
        return words[2 * register + 1];
    }

    /** The arithmetic, with no exception raised yet. */
    SseUnit begin() {
        unit.raised = 0;
        return unit;
    }

    /**
     * After all parts of an operation, before its result is written: the exceptions enter MXCSR, and those that are not
     * masked are raised. If one of them was found before the operation, those found after it do not count (SDM 1 §11.5.1,
     * appendix E.4.2).
     */
    void check(Cpu c) {
        int raised = unit.raised;
        int unmasked = raised & ~unit.masks;
        if (unmasked == 0) {
            if ((raised & ~flags) != 0) {
                flags |= raised;
                notePrecision();
            }
            return;
        }
        flags |= (unmasked & FpException.BEFORE) != 0 ? raised & FpException.BEFORE : raised;
        notePrecision();
        throw (c.cr4 & Sse.CR4_OSXMMEXCPT) != 0 ? c.fault(Vector.XM, 0) : c.undefinedOpcode();
    }
}
