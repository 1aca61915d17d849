package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/**
 * What the usual cases of x87 instructions have in common that translated code executes by itself: registers that hold normal numbers or zeros,
 * room on the stack, a result of that kind. Each method of the classes that begin with {@code Quick} does what its namesake in the
 * one that begins with {@code X87} does and is true, or it is false and has changed nothing that a program can see, so that the instruction is left to
 * its handler. The x87 must be {@linkplain X87#isCalm calm}: what an instruction reports then are bits of the status word.
 *
 * <p>While arithmetic makes doubles of doubles, registers are kept as such ({@link Fpu#doubles}).
 */
final class QuickX87 {
    private QuickX87() {
    }

    /** Ends an instruction: the status word says how the result was rounded; {@code pop} is 1 if the stack is popped. */
    static boolean done(Fpu f, int said, int pop) {
        f.lateC1 = said & Fpu.C1;
        if ((said & ~f.status & FpException.PRECISION) != 0) {
            f.status |= FpException.PRECISION;
        }
        if (pop != 0) {
            f.pop();
        }
        return true;
    }

    /** Puts what is not a double into a register. */
    static void put(Fpu f, int index, int signExponent, long significand) {
        f.forgetDouble(index);
        f.put(index, signExponent, significand);
    }

    /** Copies a register, or the operand from memory. */
    static void copy(Fpu f, int from, int to) {
        if (f.isDouble(from)) {
            f.putDouble(to, f.value[from]);
        } else {
            put(f, to, f.se[from], f.sig[from]);
        }
    }

    /** Whether all of an instruction can be executed, as all exceptions are masked; it begins then. */
    static boolean begins(Cpu c) {
        boolean masked = X87.isMasked(c);
        if (masked) {
            X87.start(c);
        }
        return masked;
    }
}
