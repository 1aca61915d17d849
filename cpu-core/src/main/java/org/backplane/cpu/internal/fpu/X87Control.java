package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** Control instructions of the x87 (SDM 1 §8.3.11; SDM 2, FINIT, FCLEX, FLDCW, FSTCW, FSTSW, FINCSTP, FFREE). */
public final class X87Control {
    private static final int EXCEPTIONS = FpException.ALL | Fpu.STACK_FAULT | Fpu.ERROR_SUMMARY | Fpu.BUSY;

    private X87Control() {
    }

    public static void initialize(Cpu c) {
        X87.notWaiting(c).initialize();
        c.fpuError.update();
    }

    public static void clearExceptions(Cpu c) {
        X87.notWaiting(c).status &= ~EXCEPTIONS;
        c.fpuError.update();
    }

    public static void storeControl(Cpu c, int segment, int offset) {
        c.write16(segment, offset, X87.notWaiting(c).control(), c.at);
    }

    /** The control word. */
    public static int control(Cpu c) {
        return c.fpu.control();
    }

    public static void loadControl(Cpu c, int segment, int offset) {
        Fpu f = X87.waiting(c);
        f.setControl(c.read16(segment, offset, c.at));
        c.fpuError.update();
    }

    /** The status word, for FSTSW. */
    public static int status(Cpu c) {
        return X87.notWaiting(c).statusWord();
    }

    /** FINCSTP and FDECSTP. */
    public static void rotate(Cpu c, int by) {
        Fpu f = X87.waiting(c);
        f.top = f.top + by & 7;
        f.status &= ~Fpu.C1;
    }

    /** FFREE, and FFREEP, which pops too. */
    public static void free(Cpu c, int register, int pop) {
        Fpu f = X87.waiting(c);
        f.used &= ~(1 << f.index(register));
        f.status &= ~Fpu.C1;
        if (pop != 0) {
            f.pop();
        }
    }
}
