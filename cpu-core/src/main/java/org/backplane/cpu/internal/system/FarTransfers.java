package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/**
 * Far JMP and CALL: to code segments, through call gates, to tasks (SDM 3A §5.8; SDM 2, JMP and CALL). Everything that can
 * fault happens before the first change of a register.
 */
public final class FarTransfers {
    private FarTransfers() {
    }

    /**
     * JMP far.
     *
     * @param size    operand size
     * @param offset  the target's offset
     * @param nextEip EIP of the instruction after this one
     */
    public static void jump(Cpu c, int size, int selector, int offset, int nextEip) {
        if (!c.protectedMode()) {
            legacyTarget(c, selector, offset);
            return;
        }
        transfer(c, size, selector & 0xFFFF, offset, nextEip, false);
    }

    /** CALL far; see {@link #jump}. */
    public static void call(Cpu c, int size, int selector, int offset, int nextEip) {
        if (!c.protectedMode()) {
            c.checkedTarget(offset);
            pushReturn(c, size, nextEip);
            legacyTarget(c, selector, offset);
            return;
        }
        transfer(c, size, selector & 0xFFFF, offset, nextEip, true);
    }

    /** JMP and CALL through a far pointer in memory. */
    public static void jumpIndirect(Cpu c, int size, int segment, int offset, int nextEip) {
        int target = pointerOffset(c, size, segment, offset);
        jump(c, size, c.read16(segment, Cpu.part(segment, offset + size / 8), c.at), target, nextEip);
    }

    /** See {@link #jumpIndirect}. */
    public static void callIndirect(Cpu c, int size, int segment, int offset, int nextEip) {
        int target = pointerOffset(c, size, segment, offset);
        call(c, size, c.read16(segment, Cpu.part(segment, offset + size / 8), c.at), target, nextEip);
    }

    private static int pointerOffset(Cpu c, int size, int segment, int offset) {
        return size == 32 ? c.read32(segment, offset, c.at) : c.read16(segment, offset, c.at);
    }

    private static void legacyTarget(Cpu c, int selector, int offset) {
        c.checkedTarget(offset);
        loadLegacyCode(c, selector & 0xFFFF);
        c.eip = offset;
    }

    /** Loads CS in real or virtual-8086 mode. */
    static void loadLegacyCode(Cpu c, int selector) {
        SegmentRegister cs = c.segments[SegmentRegister.CS];
        if (c.virtual8086()) {
            cs.loadVirtual8086(selector);
        } else {
            cs.loadRealMode(selector);
        }
        c.updateMode();
    }

    /** Pushes CS and the return address. Both are known to fit before the stack pointer moves. */
    private static void pushReturn(Cpu c, int size, int nextEip) {
        int bytes = size / 8;
        int sp = c.regs[Cpu.ESP];
        int cs = c.segments[SegmentRegister.CS].selector;
        storeStack(c, sp - bytes, size, cs);
        storeStack(c, sp - 2 * bytes, size, nextEip);
        c.setStackPointer(sp - 2 * bytes);
    }

    private static void storeStack(Cpu c, int offset, int size, int value) {
        if (size == 32) {
            c.write32(SegmentRegister.SS, offset & c.stackMask, value, c.at);
        } else {
            c.write16(SegmentRegister.SS, offset & c.stackMask, value, c.at);
        }
    }

    private static void transfer(Cpu c, int size, int selector, int offset, int nextEip, boolean call) {
        if (Selectors.isNull(selector)) {
            throw c.generalProtection(0);
        }
        int address = Selectors.address(c, selector, Vector.GP);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        if (Descriptor.isCode(high)) {
            direct(c, size, selector, address, low, high, offset, nextEip, call);
            return;
        }
        if (!Descriptor.isSystem(high)) {
            throw Selectors.generalProtection(c, selector);
        }
        switch (Descriptor.type(high)) {
            case Descriptor.CALL_GATE16, Descriptor.CALL_GATE32 -> {
                checkGate(c, selector, high);
                gate(c, low, high, nextEip, call);
            }
            case Descriptor.TASK_GATE -> {
                checkGate(c, selector, high);
                TaskSwitch.toTask(c, Descriptor.gateSelector(low), call, nextEip);
            }
            case Descriptor.TSS16_AVAILABLE, Descriptor.TSS32_AVAILABLE -> {
                checkPrivilege(c, selector, high);
                TaskSwitch.toTask(c, selector, call, nextEip);
            }
            default -> throw Selectors.generalProtection(c, selector);
        }
    }

    /** A transfer to a code segment stays at the level (SDM 3A §5.8.1). */
    private static void direct(Cpu c, int size, int selector, int address, int low, int high, int offset, int nextEip,
            boolean call) {
        int dpl = Descriptor.dpl(high);
        boolean allowed = Descriptor.isConforming(high) ? dpl <= c.cpl : Selectors.rpl(selector) <= c.cpl && dpl == c.cpl;
        if (!allowed) {
            throw Selectors.generalProtection(c, selector);
        }
        checkPresent(c, selector, high);
        checkLimit(c, low, high, offset);
        int accessed = Selectors.markAccessed(c, address, high);
        if (call) {
            pushReturn(c, size, nextEip);
        }
        SegmentLoads.loadCode(c, selector, low, accessed, c.cpl);
        c.eip = offset;
    }

    private static void checkPrivilege(Cpu c, int selector, int high) {
        int dpl = Descriptor.dpl(high);
        if (dpl < c.cpl || dpl < Selectors.rpl(selector)) {
            throw Selectors.generalProtection(c, selector);
        }
    }

    private static void checkGate(Cpu c, int selector, int high) {
        checkPrivilege(c, selector, high);
        checkPresent(c, selector, high);
    }

    private static void checkPresent(Cpu c, int selector, int high) {
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
    }

    static void checkLimit(Cpu c, int low, int high, int offset) {
        if (Integer.compareUnsigned(offset, Descriptor.limit(low, high)) > 0) {
            throw c.generalProtection(0);
        }
    }

    private static void gate(Cpu c, int gateLow, int gateHigh, int nextEip, boolean call) {
        int size = Descriptor.type(gateHigh) == Descriptor.CALL_GATE32 ? 32 : 16;
        int selector = Descriptor.gateSelector(gateLow);
        if (Selectors.isNull(selector)) {
            throw c.generalProtection(0);
        }
        int address = Selectors.address(c, selector, Vector.GP);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        int dpl = Descriptor.dpl(high);
        boolean inner = !Descriptor.isConforming(high) && dpl < c.cpl;
        if (!Descriptor.isCode(high) || dpl > c.cpl || inner && !call) {
            throw Selectors.generalProtection(c, selector);
        }
        checkPresent(c, selector, high);
        int offset = Descriptor.gateOffset(gateLow, gateHigh, size == 32);
        checkLimit(c, low, high, offset);
        int accessed = Selectors.markAccessed(c, address, high);
        if (inner) {
            callInner(c, size, dpl, gateHigh & 31, nextEip);
        } else if (call) {
            pushReturn(c, size, nextEip);
        }
        SegmentLoads.loadCode(c, selector, low, accessed, inner ? dpl : c.cpl);
        c.eip = offset;
    }

    /** Switches to the stack of an inner level, with the parameters and the way back on it (SDM 3A §5.8.5). */
    private static void callInner(Cpu c, int size, int level, int parameters, int nextEip) {
        InnerStack stack = new InnerStack(c, level);
        stack.push(size, c.segments[SegmentRegister.SS].selector);
        stack.push(size, c.regs[Cpu.ESP]);
        for (int i = parameters - 1; i >= 0; i--) {
            stack.push(size, size == 32 ? c.stack32(4 * i, c.at) : c.stack16(2 * i, c.at));
        }
        stack.push(size, c.segments[SegmentRegister.CS].selector);
        stack.push(size, nextEip);
        stack.commit();
    }
}
