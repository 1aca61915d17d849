package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;

/** The usual case of {@link X87Control} ({@link QuickX87}). */
public final class QuickControl {
    private QuickControl() {
    }

    /** Loads a control word after which the x87 is still calm. */
    public static boolean loadControl(Cpu c, int value) {
        boolean calm = (value & FpException.PRECISION) != 0 && (c.fpu.status & FpException.ALL & ~value) == 0;
        if (calm) {
            c.fpu.setControl(value);
        }
        return calm;
    }

    /** The status word. */
    public static int status(Cpu c) {
        c.fpu.settleStatus();
        return X87Control.status(c);
    }

    /** FINCSTP and FDECSTP. */
    public static void rotate(Cpu c, int by) {
        c.fpu.settleStatus();
        X87Control.rotate(c, by);
    }

    /** FFREE and FFREEP. */
    public static void free(Cpu c, int register, int pop) {
        c.fpu.settleStatus();
        X87Control.free(c, register, pop);
    }
}
