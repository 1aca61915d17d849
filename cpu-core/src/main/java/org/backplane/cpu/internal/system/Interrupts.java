package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/**
 * Delivery of interrupts and exceptions (SDM 3A chapter 6, SDM 2 INT n, SDM 3A §20.1.4 and §20.3).
 *
 * <p>Not modelled: RF in the image that an interrupt between two iterations of a string instruction pushes;
 * the limit of the new code segment is checked before the room on the stack, the manual has it the other way round.
 */
public final class Interrupts {
    /** Error code bits (SDM 3A §6.13). */
    private static final int EXT = 1;
    private static final int IDT = 2;

    /** Where an interrupt comes from. */
    public enum Source {
        /** INT n: the gate's DPL is checked, and IOPL in virtual-8086 mode. */
        INT_N,
        /** INT3 and INTO: the gate's DPL is checked. */
        INT3_INTO,
        /** INTR, NMI, traps between instructions, and INT1. */
        EVENT,
        /** An exception that an instruction ended in, which will be restarted. */
        FAULT;

        /** Whether an instruction named the vector, so that its privilege counts. */
        boolean isSoftware() {
            return this == INT_N || this == INT3_INTO;
        }
    }

    private Interrupts() {
    }

    /** INT n. */
    public static void softwareInterrupt(Cpu c, int vector, int nextEip) {
        if (c.virtual8086()) {
            if (VirtualInterrupts.staysInProgram(c, vector & 0xFF)) {
                VirtualInterrupts.interruptProgram(c, vector & 0xFF, nextEip);
                return;
            }
            if (c.iopl() < 3) {
                throw c.generalProtection(0);
            }
        }
        deliver(c, vector & 0xFF, 0, false, Source.INT_N, nextEip);
    }

    /** INT3 and INTO. */
    public static void trapInstruction(Cpu c, int vector, int nextEip) {
        deliver(c, vector, 0, false, Source.INT3_INTO, nextEip);
    }

    /**
     * INT1 (ICEBP), which the processor raises like a hardware event. Being #DB itself it takes along the data breakpoint
     * that a load of SS before it held back; INT n and INT3 leave it for their handler's first instruction. The manual
     * (SDM 3A §6.8.3) does not say which of the two reports it.
     */
    public static void int1(Cpu c, int nextEip) {
        deliver(c, Vector.DB, 0, false, Source.EVENT, nextEip);
        if (c.execution.trapPending()) {
            c.breakpoints.report(c.execution.takeTrap());
        }
    }

    /** INTR and NMI; an exception on the way is raised in its place. */
    public static void external(Cpu c, int vector) {
        try {
            deliver(c, vector, 0, false, Source.EVENT, c.eip);
            c.execution.countDelivery();
        } catch (Fault f) {
            raise(c, f, c.eip);
        }
    }

    /**
     * Raises an exception that an instruction ended in. If the exception cannot be delivered, the next one is raised by
     * the rules for double faults (SDM 3A §6.15, table 6-5), at the end a shutdown.
     *
     * @param c   the processor, at an instruction boundary
     * @param f   the exception
     * @param eip EIP of the instruction
     */
    public static void raise(Cpu c, Fault f, int eip) {
        raise(c, f, eip, Source.FAULT);
    }

    private static void raise(Cpu c, Fault f, int eip, Source first) {
        c.execution.countDelivery();
        Source source = first;
        int vector = f.vector();
        if (vector == Vector.RESTART) {
            c.eip = eip;
            return;
        }
        int errorCode = f.errorCode();
        boolean committed = f.committed();
        while (true) {
            try {
                deliver(c, vector, errorCode, Vector.hasErrorCode(vector), source, committed ? c.eip : eip);
                return;
            } catch (Fault second) {
                if (vector == Vector.AC && second.vector() == Vector.AC) {
                    // Benign, so one follows the other without end (table 6-5). Trying the instruction again instead comes
                    // to the same for the program, and the machine can be stopped.
                    c.eip = committed ? c.eip : eip;
                    return;
                }
                if (vector == Vector.DF) {
                    c.eip = committed ? c.eip : eip;
                    c.execution.shutDown();
                    return;
                }
                source = Source.FAULT;
                committed |= second.committed();
                boolean isDouble = becomesDoubleFault(vector, second.vector());
                vector = isDouble ? Vector.DF : second.vector();
                errorCode = isDouble ? 0 : second.errorCode();
            }
        }
    }

    private static boolean becomesDoubleFault(int first, int second) {
        return Vector.isContributory(first) && Vector.isContributory(second)
                || first == Vector.PF && (second == Vector.PF || Vector.isContributory(second));
    }

    /** A trap that is raised between instructions, such as the single-step trap. */
    public static void trap(Cpu c, int vector) {
        raise(c, c.fault(vector, 0), c.eip, Source.EVENT);
    }

    /**
     * Raises #DB if the instruction at EIP meets a breakpoint, unless RF is set, which this clears: whatever the instruction
     * is, it sets RF anew if it must (SDM 3B §17.3.1.1).
     *
     * @return whether it did
     */
    public static boolean meetBreakpoint(Cpu c) {
        boolean resumes = c.flag(Eflags.RF);
        c.setFlag(Eflags.RF, false);
        int met = resumes || c.execution.trapsInhibited() ? 0 : c.breakpoints.atInstruction(c.instruction());
        if (met != 0) {
            c.breakpoints.report(met);
            raise(c, c.fault(Vector.DB, 0), c.eip);
        }
        return met != 0;
    }

    private static void deliver(Cpu c, int vector, int errorCode, boolean hasErrorCode, Source source, int returnEip) {
        if (c.realMode()) {
            deliverReal(c, vector, returnEip);
        } else {
            try {
                deliverProtected(c, vector, errorCode, hasErrorCode, source, returnEip);
            } catch (Fault f) {
                throw source.isSoftware() ? f : external(f);
            }
        }
        if (vector == Vector.DB && !source.isSoftware()) {
            // SDM 3B §17.4.1: whoever wants steps over branches says so anew.
            c.stepsOverBranches = false;
        }
        c.execution.delivered();
    }

    /** A fault while an event is delivered that no instruction asked for has EXT set in its error code. */
    private static Fault external(Fault f) {
        boolean selector = Vector.hasErrorCode(f.vector()) && f.vector() != Vector.PF && f.vector() != Vector.DF;
        boolean committed = f.committed();
        Fault marked = f.with(f.vector(), selector ? f.errorCode() | EXT : f.errorCode());
        return committed ? marked.afterCommit() : marked;
    }

    /** SDM 3A §20.1.4. */
    private static void deliverReal(Cpu c, int vector, int returnEip) {
        int at = vector * 4;
        if (at + 3 > c.idtLimit) {
            throw c.generalProtection(at + IDT);
        }
        int offset = c.systemRead16(c.idtBase + at);
        int selector = c.systemRead16(c.idtBase + at + 2);
        int sp = c.regs[Cpu.ESP];
        c.write16(SegmentRegister.SS, sp - 2 & c.stackMask, c.eflags(), c.at);
        c.write16(SegmentRegister.SS, sp - 4 & c.stackMask, c.segments[SegmentRegister.CS].selector, c.at);
        c.write16(SegmentRegister.SS, sp - 6 & c.stackMask, returnEip, c.at);
        c.setStackPointer(sp - 6);
        c.control &= ~(Eflags.IF | Eflags.TF | Eflags.AC | Eflags.RF);
        FarTransfers.loadLegacyCode(c, selector);
        c.eip = offset;
    }

    /** SDM 3A §6.12.1, with the checks in the order of SDM 2, INT n. */
    private static void deliverProtected(Cpu c, int vector, int errorCode, boolean hasErrorCode, Source source,
            int returnEip) {
        int gateCode = vector * 8 + IDT;
        if (vector * 8 + 7 > c.idtLimit) {
            throw c.generalProtection(gateCode);
        }
        int low = c.systemRead32(c.idtBase + vector * 8);
        int high = c.systemRead32(c.idtBase + vector * 8 + 4);
        int type = Descriptor.isSystem(high) ? Descriptor.type(high) : 0;
        boolean isGate = switch (type) {
            case Descriptor.TASK_GATE, Descriptor.INTERRUPT_GATE16, Descriptor.TRAP_GATE16,
                    Descriptor.INTERRUPT_GATE32, Descriptor.TRAP_GATE32 -> true;
            default -> false;
        };
        if (!isGate || source.isSoftware() && Descriptor.dpl(high) < c.cpl) {
            throw c.generalProtection(gateCode);
        }
        if (!Descriptor.isPresent(high)) {
            throw c.fault(Vector.NP, gateCode);
        }
        if (type == Descriptor.TASK_GATE) {
            TaskSwitch.interrupt(c, Descriptor.gateSelector(low), returnEip, hasErrorCode, errorCode);
        } else {
            // What is restarted does not meet its instruction breakpoint again; #DF is an abort (SDM 3B §17.3.1.1).
            boolean restarts = source == Source.FAULT && vector != Vector.DF;
            int image = c.eflags() | (restarts ? Eflags.RF : 0);
            throughGate(c, low, high, image, errorCode, hasErrorCode, returnEip);
        }
    }

    private static void throughGate(Cpu c, int gateLow, int gateHigh, int image, int errorCode, boolean hasErrorCode,
            int returnEip) {
        int type = Descriptor.type(gateHigh);
        int size = (type & 8) != 0 ? 32 : 16;
        int selector = Descriptor.gateSelector(gateLow);
        if (Selectors.isNull(selector)) {
            throw c.generalProtection(0);
        }
        int address = Selectors.address(c, selector, Vector.GP);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        int dpl = Descriptor.dpl(high);
        if (!Descriptor.isCode(high) || dpl > c.cpl) {
            throw Selectors.generalProtection(c, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
        boolean inner = !Descriptor.isConforming(high) && dpl < c.cpl;
        if (c.virtual8086() && (!inner || dpl != 0)) {
            throw Selectors.generalProtection(c, selector);
        }
        int offset = Descriptor.gateOffset(gateLow, gateHigh, size == 32);
        FarTransfers.checkLimit(c, low, high, offset);
        int accessed = Selectors.markAccessed(c, address, high);
        if (inner) {
            toInnerStack(c, size, dpl, image, errorCode, hasErrorCode, returnEip);
        } else {
            toSameStack(c, size, image, errorCode, hasErrorCode, returnEip);
        }
        int cleared = Eflags.TF | Eflags.NT | Eflags.VM | Eflags.RF | ((type & 1) == 0 ? Eflags.IF : 0);
        c.control &= ~cleared;
        SegmentLoads.loadCode(c, selector, low, accessed, inner ? dpl : c.cpl);
        c.eip = offset;
    }

    private static void toInnerStack(Cpu c, int size, int level, int image, int errorCode, boolean hasErrorCode,
            int returnEip) {
        boolean virtual8086 = c.virtual8086();
        int[] saved = {SegmentRegister.GS, SegmentRegister.FS, SegmentRegister.DS, SegmentRegister.ES};
        InnerStack stack = new InnerStack(c, level);
        if (virtual8086) {
            for (int register : saved) {
                stack.push(size, c.segments[register].selector);
            }
        }
        stack.push(size, c.segments[SegmentRegister.SS].selector);
        stack.push(size, c.regs[Cpu.ESP]);
        stack.push(size, image);
        stack.push(size, c.segments[SegmentRegister.CS].selector);
        stack.push(size, returnEip);
        if (hasErrorCode) {
            stack.push(size, errorCode);
        }
        stack.commit();
        if (virtual8086) {
            for (int register : saved) {
                c.segments[register].loadNull(0);
            }
        }
    }

    private static void toSameStack(Cpu c, int size, int image, int errorCode, boolean hasErrorCode, int returnEip) {
        int sp = store(c, c.regs[Cpu.ESP], size, image);
        sp = store(c, sp, size, c.segments[SegmentRegister.CS].selector);
        sp = store(c, sp, size, returnEip);
        if (hasErrorCode) {
            sp = store(c, sp, size, errorCode);
        }
        c.setStackPointer(sp);
    }

    /** Stores a value below a stack pointer and returns the new one; the processor's own stays. */
    private static int store(Cpu c, int sp, int size, int value) {
        int top = sp - size / 8;
        if (size == 32) {
            c.write32(SegmentRegister.SS, top & c.stackMask, value, c.at);
        } else {
            c.write16(SegmentRegister.SS, top & c.stackMask, value, c.at);
        }
        return top;
    }
}
