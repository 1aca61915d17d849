package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/**
 * The stack of an inner privilege level that a call or an interrupt switches to (SDM 3A §5.8.5). It is opened and written
 * while the processor still has its old stack; {@link #commit} makes it the stack.
 */
final class InnerStack {
    private final Cpu c;
    private final int level;
    private final SegmentRegister ss = new SegmentRegister();
    private int sp;

    /**
     * Finds the stack of a level in the task-state segment and checks its descriptor.
     *
     * @param c     the processor
     * @param level the level, 0 to 2
     */
    InnerStack(Cpu c, int level) {
        this.c = c;
        this.level = level;
        boolean tss32 = (Descriptor.type(c.tr.attributes) & 8) != 0;
        int offset = tss32 ? 4 + level * 8 : 2 + level * 4;
        if (Integer.compareUnsigned(offset + (tss32 ? 5 : 3), c.tr.limit) > 0) {
            throw Selectors.fault(c, Vector.TS, c.tr.selector);
        }
        int at = c.tr.base + offset;
        sp = tss32 ? c.systemRead32(at) : c.systemRead16(at);
        checkSelector(tss32 ? c.systemRead16(at + 4) : c.systemRead16(at + 2));
    }

    private void checkSelector(int selector) {
        if (Selectors.isNull(selector)) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        int address = Selectors.address(c, selector, Vector.TS);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        if (Selectors.rpl(selector) != level || Descriptor.dpl(high) != level || !Descriptor.isWritableData(high)) {
            throw Selectors.fault(c, Vector.TS, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.SS, selector);
        }
        high = Selectors.markAccessed(c, address, high);
        ss.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
    }

    /** Pushes 16 or 32 bits; a stack without room faults with its selector. */
    void push(int size, int value) {
        int mask = ss.is32Bit() ? -1 : 0xFFFF;
        int top = sp - size / 8 & mask;
        if (!ss.allowsWrite(top, size / 8)) {
            throw Selectors.fault(c, Vector.SS, ss.selector);
        }
        c.write(ss.base + top, size / 8, value, level == 3);
        sp = sp & ~mask | top;
    }

    /** Makes this the processor's stack. */
    void commit() {
        c.segments[SegmentRegister.SS].copy(ss);
        c.regs[Cpu.ESP] = sp;
    }
}
