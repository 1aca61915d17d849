package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;

/**
 * EFLAGS.VIF in the place of IF, for programs that IOPL keeps from IF: in virtual-8086 mode with CR4.VME, at privilege 3 of
 * protected mode with CR4.PVI; and INT n that stays within the 8086 program (SDM 3B §20.3, §20.4, table 20-2).
 */
public final class VirtualInterrupts {
    private static final int BOTH = Eflags.VIF | Eflags.VIP;
    /** The map of software interrupts lies right below the I/O permission map and has so many bytes. */
    private static final int MAP_BYTES = 32;
    private static final int VECTOR_BYTES = 4;

    private VirtualInterrupts() {
    }

    /** Whether CLI and STI change VIF. */
    static boolean replaceIf(Cpu c) {
        return c.cpl == 3 && c.iopl() < 3 && (c.cr4 & (c.virtual8086() ? Cpu.CR4_VME : Cpu.CR4_PVI)) != 0;
    }

    /** Whether PUSHF, POPF and IRET have VIF in the place of IF: with 16-bit operands in virtual-8086 mode. */
    static boolean replaceIfInImages(Cpu c, int size) {
        return size == 16 && c.virtual8086() && replaceIf(c);
    }

    /** STI. */
    static void set(Cpu c) {
        if (c.flag(Eflags.VIP)) {
            throw c.generalProtection(0);
        }
        c.setFlag(Eflags.VIF, true);
    }

    /** EFLAGS as the 8086 program sees them: IOPL 3, and VIF as IF. */
    static int shown(int eflags) {
        int image = eflags & ~Eflags.IF | Eflags.IOPL;
        return (eflags & Eflags.VIF) != 0 ? image | Eflags.IF : image;
    }

    /** What is to become of EFLAGS if POPF or IRET takes an image from the stack; #GP if the monitor has to see to it. */
    static int taken(Cpu c, int image, int changeable) {
        boolean enables = (image & Eflags.IF) != 0;
        if ((image & Eflags.TF) != 0 || enables && c.flag(Eflags.VIP)) {
            throw c.generalProtection(0);
        }
        int kept = c.eflags() & ~(changeable | Eflags.VIF);
        return kept | image & changeable | (enables ? Eflags.VIF : 0);
    }

    /** Whether VIF and VIP are both set at the beginning of an instruction, which is a general-protection exception. */
    public static boolean meet(Cpu c) {
        return (c.control & BOTH) == BOTH && replaceIf(c);
    }

    /** Whether an INT n in virtual-8086 mode goes to the program's own handler: CR4.VME is set, and its bit in the map clear. */
    static boolean staysInProgram(Cpu c, int vector) {
        if ((c.cr4 & Cpu.CR4_VME) == 0) {
            return false;
        }
        boolean tss32 = (Descriptor.type(c.tr.attributes) & 8) != 0;
        if (!tss32 || Integer.compareUnsigned(c.tr.limit, TaskStateSegment.IO_MAP_BASE + 1) < 0) {
            throw c.generalProtection(0);
        }
        int at = c.systemRead16(c.tr.base + TaskStateSegment.IO_MAP_BASE) - MAP_BYTES + vector / 8;
        if (Integer.compareUnsigned(at, c.tr.limit) > 0) {
            throw c.generalProtection(0);
        }
        return (c.systemRead8(c.tr.base + at) >>> (vector & 7) & 1) == 0;
    }

    /** INT n as an 8086 has it, through the vector table at linear address 0 (methods 5 and 6). */
    static void interruptProgram(Cpu c, int vector, int nextEip) {
        boolean virtual = c.iopl() < 3;
        int offset = c.systemRead16(vector * VECTOR_BYTES);
        int selector = c.systemRead16(vector * VECTOR_BYTES + 2);
        int sp = c.regs[Cpu.ESP];
        c.write16(SegmentRegister.SS, sp - 2 & c.stackMask, virtual ? shown(c.eflags()) : c.eflags(), c.at);
        c.write16(SegmentRegister.SS, sp - 4 & c.stackMask, c.segments[SegmentRegister.CS].selector, c.at);
        c.write16(SegmentRegister.SS, sp - 6 & c.stackMask, nextEip, c.at);
        c.setStackPointer(sp - 6);
        c.control &= ~(Eflags.TF | (virtual ? Eflags.VIF : Eflags.IF));
        FarTransfers.loadLegacyCode(c, selector);
        c.eip = offset;
        c.execution.delivered();
    }
}
