package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;

/** PUSHA, POPA, PUSHF, POPF, ENTER (SDM 2). */
public final class StackFrames {
    /** What PUSHF shows: RF and VM read as zero. */
    private static final int PUSHED = ~(Eflags.RF | Eflags.VM);

    private StackFrames() {
    }

    public static void pusha(Cpu c, int size) {
        int bytes = size / 8;
        int top = c.regs[Cpu.ESP];
        // All eight are known to fit before the first is written.
        for (int i = 1; i <= 8; i++) {
            c.checkWrite(c.linearForWrite(SegmentRegister.SS, top - i * bytes & c.stackMask, bytes), bytes, c.user());
        }
        for (int register = 0; register < 8; register++) {
            store(c, top - (register + 1) * bytes, size, register == Cpu.ESP ? top : c.regs[register]);
        }
        c.setStackPointer(top - 8 * bytes);
    }

    public static void popa(Cpu c, int size) {
        int bytes = size / 8;
        int[] values = new int[8];
        for (int i = 0; i < 8; i++) {
            values[i] = size == 32 ? c.stack32(i * bytes, c.at) : c.stack16(i * bytes, c.at);
        }
        for (int i = 0; i < 8; i++) {
            int register = 7 - i;
            if (register != Cpu.ESP) {
                setRegister(c, register, size, values[i]);
            }
        }
        c.releaseStack(8 * bytes);
    }

    public static void pushf(Cpu c, int size) {
        requireFlags(c, size);
        int image = VirtualInterrupts.replaceIfInImages(c, size) ? VirtualInterrupts.shown(c.eflags()) : c.eflags() & PUSHED;
        if (size == 32) {
            c.push32(image, c.at);
        } else {
            c.push16(image, c.at);
        }
    }

    public static void popf(Cpu c, int size) {
        requireFlags(c, size);
        int image = size == 32 ? c.stack32(0, c.at) : c.stack16(0, c.at);
        int changeable = changeableFlags(c) & (size == 32 ? -1 : 0xFFFF);
        // RF is cleared; VM, VIP and, unless it stands for IF, VIF are not touched.
        int flags = VirtualInterrupts.replaceIfInImages(c, size) ? VirtualInterrupts.taken(c, image, changeable)
                : c.eflags() & ~changeable | image & changeable;
        c.releaseStack(size / 8);
        c.changeEflags(flags & ~Eflags.RF);
    }

    /** What POPF and IRET may change at the present privilege (SDM 2, POPF, table of that name). */
    static int changeableFlags(Cpu c) {
        int flags = Eflags.STATUS | Eflags.TF | Eflags.DF | Eflags.NT | Eflags.AC | Eflags.ID;
        if (c.cpl == 0) {
            flags |= Eflags.IOPL;
        }
        if (c.cpl <= c.iopl()) {
            flags |= Eflags.IF;
        }
        return flags;
    }

    /** An 8086 program may use its flags if IOPL is 3 or VIF stands for IF. */
    static void requireFlags(Cpu c, int size) {
        if (c.virtual8086() && c.iopl() < 3 && !VirtualInterrupts.replaceIfInImages(c, size)) {
            throw c.generalProtection(0);
        }
    }

    /**
     * ENTER.
     *
     * @param operands the size of the frame in the low 16 bits, the nesting level above them
     */
    public static void enter(Cpu c, int size, int operands) {
        int bytes = size / 8;
        int level = operands >>> 16 & 31;
        int sp = c.regs[Cpu.ESP];
        int bp = c.regs[Cpu.EBP];
        sp -= bytes;
        store(c, sp, size, bp);
        int frame = sp;
        for (int i = 1; i < level; i++) {
            bp -= bytes;
            int pointer = load(c, bp, size);
            sp -= bytes;
            store(c, sp, size, pointer);
        }
        if (level > 0) {
            sp -= bytes;
            store(c, sp, size, frame);
        }
        sp -= operands & 0xFFFF;
        // The new top of the stack must be writable, although nothing is written there.
        c.checkWrite(c.linearForWrite(SegmentRegister.SS, sp & c.stackMask, 1), 1, c.user());
        setRegister(c, Cpu.EBP, size, c.stackMask == -1 ? frame : bp(c, frame));
        c.setStackPointer(sp);
    }

    /** With a 16-bit stack the frame pointer takes the 16 bits of SP and keeps the high half of ESP. */
    private static int bp(Cpu c, int frame) {
        return c.regs[Cpu.ESP] & ~c.stackMask | frame & c.stackMask;
    }

    private static int load(Cpu c, int offset, int size) {
        int at = offset & c.stackMask;
        return size == 32 ? c.read32(SegmentRegister.SS, at, c.at) : c.read16(SegmentRegister.SS, at, c.at);
    }

    private static void store(Cpu c, int offset, int size, int value) {
        int at = offset & c.stackMask;
        if (size == 32) {
            c.write32(SegmentRegister.SS, at, value, c.at);
        } else {
            c.write16(SegmentRegister.SS, at, value, c.at);
        }
    }

    private static void setRegister(Cpu c, int register, int size, int value) {
        if (size == 32) {
            c.regs[register] = value;
        } else {
            c.setReg16(register, value);
        }
    }
}
