package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Fault;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/**
 * Task switches (SDM 3A §7.3): by JMP, CALL, interrupts through task gates, and IRET.
 *
 * <p>Not modelled: RF in the image of a task that a fault leaves through a task gate.
 */
final class TaskSwitch {
    private enum Cause { JMP, CALL, IRET }

    /** L0 to L3 in DR7, which a task switch clears (SDM 3B §17.2.4). */
    private static final int DR7_LOCAL = 0x55;
    private static final int DR6_BT = 1 << 15;

    private TaskSwitch() {
    }

    /** JMP or CALL to a task, by the selector of its TSS. */
    static void toTask(Cpu c, int selector, boolean call, int nextEip) {
        perform(c, selector, availableTss(c, selector, Vector.GP), call ? Cause.CALL : Cause.JMP, nextEip);
        checkEip(c);
    }

    /** An interrupt or exception through a task gate; the error code is pushed on the new task's stack. */
    static void interrupt(Cpu c, int selector, int returnEip, boolean hasErrorCode, int errorCode) {
        perform(c, selector, availableTss(c, selector, Vector.GP), Cause.CALL, returnEip);
        if (hasErrorCode) {
            try {
                if (is32(c.tr)) {
                    c.push32(errorCode, null);
                } else {
                    c.push16(errorCode, null);
                }
            } catch (Fault f) {
                throw f.afterCommit();
            }
        }
        checkEip(c);
    }

    /** IRET with NT set: back to the task that the link field names (SDM 3A §7.4). */
    static void returnToPrevious(Cpu c, int nextEip) {
        int selector = c.systemRead16(c.tr.base);
        if ((selector & Selectors.TI) != 0 || Selectors.isNull(selector)) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        int address = Selectors.address(c, selector, Vector.TS);
        int high = c.systemRead32(address + 4);
        int type = Descriptor.isSystem(high) ? Descriptor.type(high) : 0;
        if (type != Descriptor.TSS16_BUSY && type != Descriptor.TSS32_BUSY) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
        perform(c, selector, address, Cause.IRET, nextEip);
        checkEip(c);
    }

    private static int availableTss(Cpu c, int selector, int vector) {
        if ((selector & Selectors.TI) != 0 || Selectors.isNull(selector)) {
            throw Selectors.fault(c, vector, selector);
        }
        int address = Selectors.address(c, selector, vector);
        int high = c.systemRead32(address + 4);
        int type = Descriptor.isSystem(high) ? Descriptor.type(high) : 0;
        if (type != Descriptor.TSS16_AVAILABLE && type != Descriptor.TSS32_AVAILABLE) {
            throw Selectors.fault(c, vector, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
        return address;
    }

    private static boolean is32(SegmentRegister tss) {
        return (Descriptor.type(tss.attributes) & 8) != 0;
    }

    /** The steps of SDM 3A §7.3, from the check of the new TSS's limit on. */
    private static void perform(Cpu c, int selector, int address, Cause cause, int eip) {
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        SegmentRegister next = new SegmentRegister();
        next.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high | Descriptor.TSS_BUSY);
        TaskStateSegment incoming = new TaskStateSegment(c, next.base, is32(next));
        TaskStateSegment outgoing = new TaskStateSegment(c, c.tr.base, is32(c.tr));
        if (Integer.compareUnsigned(next.limit, incoming.minimumLimit()) < 0) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        outgoing.checkWritable();
        incoming.checkReadable();
        if (cause == Cause.CALL) {
            incoming.checkLinkWritable();
        }
        if (cause != Cause.CALL) {
            setBusy(c, Selectors.address(c, c.tr.selector, Vector.TS), false);
        }
        int oldFlags = cause == Cause.IRET ? c.eflags() & ~Eflags.NT : c.eflags();
        outgoing.save(eip, oldFlags);
        TaskStateSegment.Image image = incoming.read();
        if (cause == Cause.CALL) {
            incoming.setLink(c.tr.selector);
            image.eflags |= Eflags.NT;
        }
        if (cause != Cause.IRET) {
            setBusy(c, address, true);
        }
        c.tr.copy(next);
        c.setCr0(c.cr0 | Cpu.CR0_TS);
        c.dr[7] &= ~DR7_LOCAL;
        c.breakpoints.update();
        load(c, image);
    }

    private static void setBusy(Cpu c, int address, boolean busy) {
        int high = c.systemRead32(address + 4);
        c.systemWrite32(address + 4, busy ? high | Descriptor.TSS_BUSY : high & ~Descriptor.TSS_BUSY);
    }

    /** Loads the new task's state. From here on everything belongs to the new task, faults too (SDM 3A §7.3, step 10). */
    private static void load(Cpu c, TaskStateSegment.Image image) {
        if (image.is32 && (c.cr0 & Cpu.CR0_PG) != 0) {
            c.setCr3(image.cr3);
        }
        System.arraycopy(image.registers, 0, c.regs, 0, 8);
        c.eip = image.eip;
        c.setEflags(image.eflags & c.loadableFlags());
        for (int i = 0; i < SegmentRegister.COUNT; i++) {
            c.segments[i].loadNull(image.selectors[i]);
        }
        c.ldtr.loadNull(image.ldt);
        c.cpl = c.virtual8086() ? 3 : Selectors.rpl(image.selectors[SegmentRegister.CS]);
        c.updateMode();
        try {
            loadLdt(c, image.ldt);
            loadSegments(c, image.selectors);
            if (image.debugTrap) {
                c.execution.requestTrap(DR6_BT);
            }
        } catch (Fault f) {
            throw f.afterCommit();
        } finally {
            c.updateMode();
            c.execution.flagsChanged();
        }
    }

    private static void loadLdt(Cpu c, int selector) {
        if (Selectors.isNull(selector)) {
            return;
        }
        if ((selector & Selectors.TI) != 0) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        int address = Selectors.address(c, selector, Vector.TS);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        if (!Descriptor.isSystem(high) || Descriptor.type(high) != Descriptor.LDT || !Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        c.ldtr.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
    }

    private static void loadSegments(Cpu c, int[] selectors) {
        if (c.virtual8086()) {
            for (int i = 0; i < SegmentRegister.COUNT; i++) {
                c.segments[i].loadVirtual8086(selectors[i]);
            }
            return;
        }
        loadCode(c, selectors[SegmentRegister.CS]);
        SegmentLoads.loadStack(c, selectors[SegmentRegister.SS], c.cpl, Vector.TS);
        for (int i : new int[] {SegmentRegister.DS, SegmentRegister.ES, SegmentRegister.FS, SegmentRegister.GS}) {
            loadData(c, i, selectors[i]);
        }
    }

    private static void loadCode(Cpu c, int selector) {
        if (Selectors.isNull(selector)) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        int address = Selectors.address(c, selector, Vector.TS);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        int dpl = Descriptor.dpl(high);
        int rpl = Selectors.rpl(selector);
        if (!Descriptor.isCode(high) || (Descriptor.isConforming(high) ? dpl > rpl : dpl != rpl)) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
        SegmentLoads.loadCode(c, selector, low, Selectors.markAccessed(c, address, high), rpl);
    }

    private static void loadData(Cpu c, int register, int selector) {
        if (Selectors.isNull(selector)) {
            return;
        }
        int address = Selectors.address(c, selector, Vector.TS);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        SegmentLoads.checkData(c, selector, high, Vector.TS);
        high = Selectors.markAccessed(c, address, high);
        c.segments[register].load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
    }

    private static void checkEip(Cpu c) {
        if (Integer.compareUnsigned(c.eip, c.codeLimit) > 0) {
            throw c.generalProtection(0).afterCommit();
        }
    }
}
