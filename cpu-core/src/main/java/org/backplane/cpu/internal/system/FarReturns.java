package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/** Far RET and IRET (SDM 3A §5.8.6, §6.12.1; SDM 2, RET and IRET). */
public final class FarReturns {
    private FarReturns() {
    }

    /**
     * RET far.
     *
     * @param release bytes of parameters to take off each stack
     */
    public static void ret(Cpu c, int size, int release) {
        int bytes = size / 8;
        int eip = stack(c, size, 0);
        int selector = stack(c, size, bytes) & 0xFFFF;
        if (c.protectedMode()) {
            protectedReturn(c, size, eip, selector, 2 * bytes, release & 0xFFFF);
        } else {
            c.checkedTarget(eip);
            c.releaseStack(2 * bytes + (release & 0xFFFF));
            FarTransfers.loadLegacyCode(c, selector);
            c.eip = eip;
        }
    }

    /**
     * IRET.
     *
     * @param nextEip EIP of the instruction after this one, where a task that is left continues
     */
    public static void iret(Cpu c, int size, int nextEip) {
        // Even if it faults (SDM 3A §6.7.1).
        c.execution.unblockNmi();
        if (c.protectedMode()) {
            if (c.flag(Eflags.NT)) {
                TaskSwitch.returnToPrevious(c, nextEip);
            } else {
                protectedIret(c, size);
            }
        } else {
            StackFrames.requireFlags(c, size);
            legacyIret(c, size);
        }
    }

    private static void legacyIret(Cpu c, int size) {
        int bytes = size / 8;
        int eip = stack(c, size, 0);
        int selector = stack(c, size, bytes) & 0xFFFF;
        int image = stack(c, size, 2 * bytes);
        c.checkedTarget(eip);
        int changeable = (StackFrames.changeableFlags(c) | Eflags.RF) & (size == 32 ? -1 : 0xFFFF);
        if (c.virtual8086()) {
            changeable &= ~Eflags.IOPL;
        }
        int flags = VirtualInterrupts.replaceIfInImages(c, size) ? VirtualInterrupts.taken(c, image, changeable)
                : c.eflags() & ~changeable | image & changeable;
        c.releaseStack(3 * bytes);
        FarTransfers.loadLegacyCode(c, selector);
        c.eip = eip;
        c.changeEflags(flags);
    }

    private static void protectedIret(Cpu c, int size) {
        int bytes = size / 8;
        int eip = stack(c, size, 0);
        int selector = stack(c, size, bytes) & 0xFFFF;
        int image = stack(c, size, 2 * bytes);
        if (size == 32 && (image & Eflags.VM) != 0 && c.cpl == 0) {
            toVirtual8086(c, eip, selector, image);
            return;
        }
        // To the same or an outer level of the supervisor, VIF and VIP are loaded too (SDM 2, IRET).
        int virtual = c.cpl == 0 ? c.loadableFlags() & (Eflags.VIF | Eflags.VIP) : 0;
        int changeable = StackFrames.changeableFlags(c) | Eflags.RF | virtual;
        protectedReturn(c, size, eip, selector, 3 * bytes, 0);
        setFlags(c, size, changeable, image);
    }

    private static void setFlags(Cpu c, int size, int changeable, int image) {
        int mask = changeable & (size == 32 ? -1 : 0xFFFF);
        c.changeEflags(c.eflags() & ~mask | image & mask);
    }

    private static void toVirtual8086(Cpu c, int eip, int selector, int image) {
        int esp = c.stack32(12, c.at);
        int[] order = {SegmentRegister.SS, SegmentRegister.ES, SegmentRegister.DS, SegmentRegister.FS, SegmentRegister.GS};
        int[] selectors = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            selectors[i] = c.stack32(16 + 4 * i, c.at) & 0xFFFF;
        }
        if (Integer.compareUnsigned(eip, 0xFFFF) > 0) {
            throw c.generalProtection(0);
        }
        c.setEflags(image & c.loadableFlags());
        c.segments[SegmentRegister.CS].loadVirtual8086(selector);
        for (int i = 0; i < order.length; i++) {
            c.segments[order[i]].loadVirtual8086(selectors[i]);
        }
        c.regs[Cpu.ESP] = esp;
        c.eip = eip;
        c.cpl = 3;
        c.updateMode();
        c.execution.flagsChanged();
    }

    /** The part of RET and IRET that they share: a return to the same or an outer level. */
    private static void protectedReturn(Cpu c, int size, int eip, int selector, int popped, int release) {
        if (Selectors.isNull(selector)) {
            throw c.generalProtection(0);
        }
        int address = Selectors.address(c, selector, Vector.GP);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        int rpl = Selectors.rpl(selector);
        int dpl = Descriptor.dpl(high);
        if (!Descriptor.isCode(high) || rpl < c.cpl || (Descriptor.isConforming(high) ? dpl > rpl : dpl != rpl)) {
            throw Selectors.generalProtection(c, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
        FarTransfers.checkLimit(c, low, high, eip);
        int accessed = Selectors.markAccessed(c, address, high);
        if (rpl == c.cpl) {
            c.releaseStack(popped + release);
            SegmentLoads.loadCode(c, selector, low, accessed, rpl);
        } else {
            outer(c, size, selector, low, accessed, popped + release, release);
        }
        c.eip = eip;
    }

    private static void outer(Cpu c, int size, int selector, int low, int high, int above, int release) {
        int level = Selectors.rpl(selector);
        int esp = stack(c, size, above);
        int ss = stack(c, size, above + size / 8) & 0xFFFF;
        SegmentLoads.loadStack(c, ss, level, Vector.GP);
        SegmentLoads.loadCode(c, selector, low, high, level);
        // The new stack's size decides how much of ESP is set.
        if (size == 32) {
            c.regs[Cpu.ESP] = c.stackMask == -1 ? esp : c.regs[Cpu.ESP] & 0xFFFF0000 | esp & 0xFFFF;
        } else {
            c.setStackPointer(esp);
        }
        c.releaseStack(release);
        SegmentLoads.dropInnerSegments(c);
    }

    private static int stack(Cpu c, int size, int above) {
        return size == 32 ? c.stack32(above, c.at) : c.stack16(above, c.at);
    }
}
