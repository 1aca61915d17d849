package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/**
 * What begins and ends every x87 instruction: the checks of CR0 (SDM 3A §2.5, table 13-1), the exception that waits from an
 * earlier one (SDM 1 §8.6, §8.7), and the pointers to instruction and operand.
 *
 * <p>Not modelled: the opcode register is written only with an exception that is not masked, as from the Pentium 4 on
 * (SDM 1 §8.1.9.1).
 */
public final class X87 {
    private static final int NOT_AVAILABLE = Cpu.CR0_EM | Cpu.CR0_TS;
    private static final int LONGEST = 15;

    private X87() {
    }

    /** The checks of a waiting instruction. */
    static Fpu waiting(Cpu c) {
        if ((c.cr0 & NOT_AVAILABLE) != 0) {
            throw c.fault(Vector.NM, 0);
        }
        Fpu f = c.fpu;
        if ((f.status & Fpu.ERROR_SUMMARY) != 0) {
            c.fpuError.report();
        }
        return f;
    }

    /** The checks of the instructions that do not wait: FNINIT, FNCLEX, FNSTCW, FNSTSW, FNSTENV, FNSAVE. */
    static Fpu notWaiting(Cpu c) {
        if ((c.cr0 & NOT_AVAILABLE) != 0) {
            throw c.fault(Vector.NM, 0);
        }
        return c.fpu;
    }

    /**
     * Whether waiting instructions find nothing to fault or wait for, and a result that is rounded is nothing to report: what
     * {@link QuickX87} needs.
     */
    public static boolean isCalm(Cpu c) {
        Fpu f = c.fpu;
        return (c.cr0 & NOT_AVAILABLE) == 0 && (f.unit.masks & FpException.PRECISION) != 0 && (f.status & Fpu.ERROR_SUMMARY) == 0;
    }

    /** Whether there is nothing to report whatever an instruction comes to: all exceptions are masked. */
    public static boolean isMasked(Cpu c) {
        return c.fpu.unit.masks == FpException.ALL;
    }

    /** Notes the code segment of an instruction. */
    public static void noteSelector(Cpu c) {
        c.fpu.instructionSelector = c.segments[SegmentRegister.CS].selector;
    }

    /** Notes the segment of a memory operand. */
    public static void noteOperandSelector(Cpu c, int segment) {
        c.fpu.operandSelector = c.segments[segment & 7].selector;
    }

    /** Begins what an instruction does in translated code: registers that everybody can read, and no exceptions yet. */
    public static void start(Cpu c) {
        c.fpu.settle();
        c.fpu.start();
    }

    /** Begins an instruction without memory operand. */
    public static void begin(Cpu c) {
        Fpu f = waiting(c);
        pointAt(c, f);
        f.start();
    }

    private static void pointAt(Cpu c, Fpu f) {
        f.instructionPointer = c.execution.currentEip();
        noteSelector(c);
    }

    /** Begins an instruction with a memory operand that has been read. */
    static void begin(Cpu c, Fpu f, int segment, int offset) {
        pointAt(c, f, segment, offset);
        f.start();
    }

    /** Notes an instruction whose memory operand has been read or written. */
    static void pointAt(Cpu c, Fpu f, int segment, int offset) {
        pointAt(c, f);
        f.operandPointer = offset;
        noteOperandSelector(c, segment);
    }

    /** FNOP and the like, and control instructions that only have the checks. */
    public static void nothing(Cpu c) {
        waiting(c);
    }

    /** WAIT (SDM 2): its own check of CR0, and the exception that waits. */
    public static void fwait(Cpu c) {
        if ((c.cr0 & (Cpu.CR0_MP | Cpu.CR0_TS)) == (Cpu.CR0_MP | Cpu.CR0_TS)) {
            throw c.fault(Vector.NM, 0);
        }
        if ((c.fpu.status & Fpu.ERROR_SUMMARY) != 0) {
            c.fpuError.report();
        }
    }

    /** Ends an instruction: status and error. */
    static void end(Cpu c, Fpu f) {
        if (f.commit()) {
            f.opcode = opcode(c);
            c.fpuError.update();
        }
    }

    /** The low three bits of the first opcode byte and the second one, found behind the prefixes. */
    private static int opcode(Cpu c) {
        int linear = c.instruction();
        for (int i = 0; i < LONGEST; i++) {
            int b = c.read(linear + i, 1, c.user());
            if ((b & 0xF8) == 0xD8) {
                return (b & 7) << 8 | c.read(linear + i + 1, 1, c.user());
            }
        }
        return 0;
    }
}
