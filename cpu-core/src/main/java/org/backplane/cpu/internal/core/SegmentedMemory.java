package org.backplane.cpu.internal.core;

import org.backplane.bus.processor.PhysicalMemory;
import org.backplane.mmu.Mmu;

/**
 * Accesses by segment and offset with the checks of protection (SDM 3A §5.3 to §5.5), and the stack. In flat mode the
 * handlers bypass this layer.
 */
public abstract class SegmentedMemory extends LinearMemory {
    /** Mask of the stack pointer: 16 or 32 bits, by SS.B (SDM 1 §6.2.3). */
    public int stackMask = 0xFFFF;
    /** The last offset at which code may be fetched: CS's limit. */
    public int codeLimit = 0xFFFF;
    /** One past {@link #codeLimit}. */
    public long codeEnd = 0x10000;

    protected SegmentedMemory(PhysicalMemory memory, Mmu mmu) {
        super(memory, mmu);
    }

    /** The linear address of bytes to be read, if all of them lie in the segment. */
    public final int linearForRead(int segment, int offset, int width) {
        SegmentRegister s = segments[segment];
        long from = offset & 0xFFFFFFFFL;
        if (from < s.first || from + width > s.readEnd) {
            throw segmentFault(segment);
        }
        return s.base + offset;
    }

    /** The linear address of bytes to be written, if all of them lie in the segment. */
    public final int linearForWrite(int segment, int offset, int width) {
        SegmentRegister s = segments[segment];
        long from = offset & 0xFFFFFFFFL;
        if (from < s.first || from + width > s.writeEnd) {
            throw segmentFault(segment);
        }
        return s.base + offset;
    }

    private Fault segmentFault(int segment) {
        return fault(segment == SegmentRegister.SS ? Vector.SS : Vector.GP, 0);
    }

    /** The effective address of a handler's memory operand (SDM 1 §3.7.5), 16- or 32-bit. */
    public final int offsetOf(MemHandler h) {
        int offset = regs[h.base] + (regs[h.index] << h.scale) + h.disp;
        return (h.segment & MemHandler.OFFSET_16) != 0 ? offset & 0xFFFF : offset;
    }

    /**
     * The offset of a later part of a memory operand, which wraps as the operand's address does.
     *
     * @param segment the operand's segment register, with {@link MemHandler#OFFSET_16}
     * @param offset  the sum to be cut
     */
    public static int part(int segment, int offset) {
        return (segment & MemHandler.OFFSET_16) != 0 ? offset & 0xFFFF : offset;
    }

    // The segment may carry OFFSET_16, which does not matter here.

    public final int read8(int segment, int offset, Handler at) {
        return load8(linearForRead(segment & 7, offset, 1), at);
    }

    public final int read16(int segment, int offset, Handler at) {
        return load16(linearForRead(segment & 7, offset, 2), at);
    }

    public final int read32(int segment, int offset, Handler at) {
        return load32(linearForRead(segment & 7, offset, 4), at);
    }

    public final void write8(int segment, int offset, int value, Handler at) {
        store8(linearForWrite(segment & 7, offset, 1), value, at);
    }

    public final void write16(int segment, int offset, int value, Handler at) {
        store16(linearForWrite(segment & 7, offset, 2), value, at);
    }

    public final void write32(int segment, int offset, int value, Handler at) {
        store32(linearForWrite(segment & 7, offset, 4), value, at);
    }

    public final int modify8(int segment, int offset, Handler at) {
        return update8(linearForWrite(segment & 7, offset, 1), at);
    }

    public final int modify16(int segment, int offset, Handler at) {
        return update16(linearForWrite(segment & 7, offset, 2), at);
    }

    public final int modify32(int segment, int offset, Handler at) {
        return update32(linearForWrite(segment & 7, offset, 4), at);
    }

    // The stack. A pushed value is stored before ESP changes, so that a fault leaves ESP alone.

    public final void push16(int value, Handler at) {
        int sp = regs[ESP] - 2 & stackMask;
        write16(SegmentRegister.SS, sp, value, at);
        setStackPointer(sp);
    }

    public final void push32(int value, Handler at) {
        int sp = regs[ESP] - 4 & stackMask;
        write32(SegmentRegister.SS, sp, value, at);
        setStackPointer(sp);
    }

    /** The word above the top of the stack by {@code above} bytes. */
    public final int stack16(int above, Handler at) {
        return read16(SegmentRegister.SS, regs[ESP] + above & stackMask, at);
    }

    public final int stack32(int above, Handler at) {
        return read32(SegmentRegister.SS, regs[ESP] + above & stackMask, at);
    }

    /** Sets as much of ESP as the stack's size uses. */
    public final void setStackPointer(int sp) {
        regs[ESP] = regs[ESP] & ~stackMask | sp & stackMask;
    }

    /** Moves the stack pointer up, as POP and RET do. */
    public final void releaseStack(int bytes) {
        setStackPointer(regs[ESP] + bytes);
    }

    /** Faults if a near transfer may not go there (SDM 2, JMP: #GP(0) if the target is beyond the CS limit). */
    public final int checkedTarget(int target) {
        if (Integer.compareUnsigned(target, codeLimit) > 0) {
            throw fault(Vector.GP, 0);
        }
        return target;
    }
}
