package org.backplane.cpu.internal.simd;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.fpu.FpuMemory;

/** FXSAVE and FXRSTOR: x87, MMX and SSE state in 512 bytes (SDM 1 §10.5; SDM 2, FXSAVE, table 3-43). */
public final class FxState {
    private static final int BYTES = 512;
    private static final int TAGS = 4;
    private static final int OPCODE = 6;
    private static final int INSTRUCTION = 8;
    private static final int OPERAND = 16;
    private static final int MXCSR = 24;
    private static final int MASK = 28;
    private static final int REGISTERS = 32;
    private static final int XMM = 160;

    private FxState() {
    }

    private static void check(Cpu c, int segment, int offset) {
        if ((c.cr0 & (Cpu.CR0_EM | Cpu.CR0_TS)) != 0) {
            throw c.fault(Vector.NM, 0);
        }
        Sse.checkAligned(c, segment, offset);
    }

    /** Saves; exceptions that wait go on waiting, and reserved bytes stay as they are. */
    public static void save(Cpu c, int segment, int offset) {
        check(c, segment, offset);
        FpuMemory.check(c, segment, offset, BYTES);
        Fpu f = c.fpu;
        c.write16(segment, offset, f.control(), c.at);
        c.write16(segment, offset + 2, f.statusWord(), c.at);
        c.write16(segment, offset + TAGS, f.used & 0xFF, c.at);
        c.write16(segment, offset + OPCODE, f.opcode, c.at);
        c.write32(segment, offset + INSTRUCTION, f.instructionPointer, c.at);
        c.write32(segment, offset + INSTRUCTION + 4, f.instructionSelector, c.at);
        c.write32(segment, offset + OPERAND, f.operandPointer, c.at);
        c.write32(segment, offset + OPERAND + 4, f.operandSelector, c.at);
        c.write32(segment, offset + MXCSR, c.xmm.mxcsr(), c.at);
        c.write32(segment, offset + MASK, Xmm.MXCSR_MASK, c.at);
        for (int i = 0; i < 8; i++) {
            int register = f.index(i);
            FpuMemory.write64(c, segment, offset + REGISTERS + 16 * i, f.sig[register]);
            FpuMemory.write64(c, segment, offset + REGISTERS + 16 * i + 8, f.se[register]);
            FpuMemory.write64(c, segment, offset + XMM + 16 * i, c.xmm.low(i));
            FpuMemory.write64(c, segment, offset + XMM + 16 * i + 8, c.xmm.high(i));
        }
    }

    /** Restores; a bit that MXCSR does not have faults. */
    public static void restore(Cpu c, int segment, int offset) {
        check(c, segment, offset);
        FpuMemory.checkRead(c, segment, offset, BYTES);
        int mxcsr = c.read32(segment, offset + MXCSR, c.at);
        if ((mxcsr & ~Xmm.MXCSR_MASK) != 0) {
            throw c.generalProtection(0);
        }
        Fpu f = c.fpu;
        f.setControl(c.read16(segment, offset, c.at));
        f.setStatusWord(c.read16(segment, offset + 2, c.at));
        f.used = c.read16(segment, offset + TAGS, c.at) & 0xFF | 1 << Fpu.MEMORY;
        f.opcode = c.read16(segment, offset + OPCODE, c.at) & 0x7FF;
        f.instructionPointer = c.read32(segment, offset + INSTRUCTION, c.at);
        f.instructionSelector = c.read16(segment, offset + INSTRUCTION + 4, c.at);
        f.operandPointer = c.read32(segment, offset + OPERAND, c.at);
        f.operandSelector = c.read16(segment, offset + OPERAND + 4, c.at);
        c.xmm.setMxcsr(mxcsr);
        for (int i = 0; i < 8; i++) {
            int register = f.index(i);
            f.sig[register] = FpuMemory.read64(c, segment, offset + REGISTERS + 16 * i);
            f.se[register] = c.read16(segment, offset + REGISTERS + 16 * i + 8, c.at);
            c.xmm.set(i, FpuMemory.read64(c, segment, offset + XMM + 16 * i),
                    FpuMemory.read64(c, segment, offset + XMM + 16 * i + 8));
        }
        c.fpuError.update();
    }
}
