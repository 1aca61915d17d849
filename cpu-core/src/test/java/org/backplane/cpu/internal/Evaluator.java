package org.backplane.cpu.internal;

import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.decode.CodeWindow;
import org.backplane.cpu.internal.decode.Decoder;
import org.backplane.cpu.internal.decode.Insn;
import org.backplane.cpu.internal.sem.EvalOps;
import org.backplane.cpu.internal.system.Interrupts;
import org.backplane.cpu.internal.system.VirtualInterrupts;
import org.backplane.mmu.Access;

/** Executes one instruction after the other with {@link EvalOps}, decoding each anew: the reference for other engines. */
final class Evaluator {
    private static final int DR6_BS = 1 << 14;

    /** Fetches byte by byte, and checks each against the limit of CS. */
    private final class Fetch extends CodeWindow {
        private int base;

        void begin() {
            bytes = new byte[32];
            position = 0;
            end = 0;
            base = c.eip;
        }

        @Override
        protected void refill() {
            if (position == bytes.length) {
                throw tooLong();
            }
            int eip = base + position;
            boolean wrapped = Integer.compareUnsigned(eip, base) < 0;
            if (wrapped || Integer.compareUnsigned(eip, c.codeLimit) > 0) {
                throw c.fault(Vector.GP, 0);
            }
            long physical = c.translate(c.codeBase + eip, Access.FETCH, c.user());
            bytes[end++] = (byte) c.physical().read(physical, 1);
        }

        @Override
        protected RuntimeException tooLong() {
            return c.fault(Vector.GP, 0);
        }

        @Override
        protected int taken() {
            return position;
        }
    }

    private final Cpu c;
    private final Fetch fetch = new Fetch();
    private final Decoder decoder = new Decoder();
    private final Insn insn = new Insn();

    Evaluator(Cpu c) {
        this.c = c;
    }

    Exit run(long instructions) {
        long left = instructions;
        c.execution.takeLeave();
        while (left > 0) {
            c.execution.begin(1);
            if (c.execution.isShutdown()) {
                return Exit.SHUTDOWN;
            }
            events();
            if (c.execution.halted()) {
                return Exit.HALTED;
            }
            if (c.execution.budget > 0) {
                step();
            }
            left -= c.execution.executed();
            if (c.execution.takeLeave()) {
                break;
            }
        }
        return c.execution.isShutdown() ? Exit.SHUTDOWN : Exit.LIMIT;
    }

    private void events() {
        int trap = c.execution.trapsInhibited() ? 0 : c.execution.takeTrap();
        if (trap != 0) {
            c.execution.wake();
            c.breakpoints.report(trap);
            Interrupts.trap(c, Vector.DB);
        } else if (!c.execution.interruptsInhibited()) {
            if (c.execution.nmiPending()) {
                c.execution.wake();
                c.execution.takeNmi();
                Interrupts.external(c, Vector.NMI);
            } else if (c.execution.interruptPending()) {
                c.execution.wake();
                Interrupts.external(c, c.socket.acknowledgeInterrupt());
            } else if (VirtualInterrupts.meet(c)) {
                Interrupts.raise(c, c.generalProtection(0), c.eip);
            }
        }
    }

    private void step() {
        if (Interrupts.meetBreakpoint(c)) {
            return;
        }
        boolean trap = c.flag(Eflags.TF);
        boolean onlyBranches = c.stepsOverBranches;
        boolean branched = false;
        long deliveries = c.execution.deliveries();
        try {
            fetch.begin();
            decoder.decode(fetch, (c.mode & Cpu.MODE_CODE32) != 0, (c.mode & Cpu.MODE_LEGACY) != 0, insn);
            c.execution.budget = 0;
            c.execution.enterBlocks();
            int next = c.eip + insn.length;
            int base = c.codeBase;
            new EvalOps(c, insn).execute();
            c.execution.leaveBlocks();
            branched = insn.entry.jumps && !insn.entry.string && (c.eip != next || c.codeBase != base);
        } catch (Fault f) {
            c.execution.leaveBlocks();
            c.execution.budget = 1;
            c.execution.takeTrap();
            Interrupts.raise(c, f, c.eip);
        }
        if (trap && deliveries == c.execution.deliveries() && !c.execution.trapsInhibited() && !c.fpuError.isWaiting()
                && (branched || !onlyBranches)) {
            c.execution.requestTrap(DR6_BS);
        }
    }
}
