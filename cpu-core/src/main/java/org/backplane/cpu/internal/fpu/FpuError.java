package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;

/**
 * How an x87 exception that is not masked reaches software (SDM 1 §8.7): #MF at the next waiting instruction if CR0.NE is
 * set, else the pin FERR#, after which the processor waits before that instruction for an interrupt, unless IGNNE# says
 * not to.
 */
public final class FpuError {
    private final Cpu c;
    private boolean ignored;
    private boolean asserted;
    private Pin pin = level -> { };
    /** Number of deliveries when the processor began to wait for an interrupt; an interrupt ends that. */
    private long waitingSince = -1;

    /** The FERR# pin. */
    public interface Pin {
        void drive(boolean asserted);
    }

    public FpuError(Cpu c) {
        this.c = c;
    }

    /** Says what the FERR# pin is. */
    public void connect(Pin ferr) {
        pin = ferr;
    }

    /** The IGNNE# pin changed; a processor that waits before an instruction executes it then. */
    public void setIgnored(boolean level) {
        ignored = level;
        if (level && isWaiting()) {
            stopWaiting();
            c.execution.wake();
        }
    }

    /** Whether the processor waits before an instruction, which has not been executed. */
    public boolean isWaiting() {
        return waitingSince == c.execution.deliveries();
    }

    /** Waits before an instruction, as another processor did. */
    public void resumeWaiting() {
        waitingSince = c.execution.deliveries();
    }

    /** Waits no more, as after RESET and INIT. */
    public void stopWaiting() {
        waitingSince = -1;
    }

    /** Drives FERR# as the error summary says; to be called when it, or CR0.NE, changed. */
    public void update() {
        boolean level = (c.fpu.status & Fpu.ERROR_SUMMARY) != 0 && (c.cr0 & Cpu.CR0_NE) == 0;
        if (level != asserted) {
            asserted = level;
            pin.drive(level);
        }
    }

    /** An exception waits and a waiting instruction came: faults, or returns if it is to be ignored. */
    public void report() {
        if ((c.cr0 & Cpu.CR0_NE) != 0) {
            throw c.fault(Vector.MF, 0);
        }
        if (!ignored) {
            update();
            waitingSince = c.execution.deliveries();
            c.execution.halt();
            throw c.fault(Vector.RESTART, 0);
        }
    }
}
