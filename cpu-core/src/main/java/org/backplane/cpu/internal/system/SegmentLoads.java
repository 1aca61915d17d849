package org.backplane.cpu.internal.system;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;

/** Loads of segment registers: MOV, POP, LDS and its kin (SDM 3A §5.6, §5.7; SDM 2, MOV). */
public final class SegmentLoads {
    private SegmentLoads() {
    }

    /** Loads DS, ES, FS, GS or SS. */
    public static void load(Cpu c, int register, int selector) {
        loadOnly(c, register, selector & 0xFFFF);
        c.updateMode();
        if (register == SegmentRegister.SS) {
            c.execution.inhibitAfterStackLoad();
        }
    }

    /** POP to a segment register: nothing is popped if the load faults. */
    public static void pop(Cpu c, int register, int size) {
        int selector = c.stack16(0, c.at);
        if (register == SegmentRegister.SS) {
            // The pop is made with the old stack size.
            int sp = c.regs[Cpu.ESP] + size / 8 & c.stackMask;
            int mask = c.stackMask;
            load(c, register, selector);
            c.regs[Cpu.ESP] = c.regs[Cpu.ESP] & ~mask | sp;
        } else {
            load(c, register, selector);
            c.releaseStack(size / 8);
        }
    }

    /** LDS, LES, LFS, LGS, LSS: a pointer in memory goes to a segment register and a general one. */
    public static void loadFarPointer(Cpu c, int register, int general, int size, int segment, int offset) {
        int target = size == 32 ? c.read32(segment, offset, c.at) : c.read16(segment, offset, c.at);
        int selector = c.read16(segment, Cpu.part(segment, offset + size / 8), c.at);
        // LSS loads the stack pointer too, so that no interrupt need wait (SDM 3A §6.8.3).
        loadOnly(c, register, selector & 0xFFFF);
        c.updateMode();
        if (size == 32) {
            c.regs[general] = target;
        } else {
            c.setReg16(general, target);
        }
    }

    private static void loadOnly(Cpu c, int register, int selector) {
        SegmentRegister target = c.segments[register];
        if (c.virtual8086()) {
            target.loadVirtual8086(selector);
        } else if (c.realMode()) {
            target.loadRealMode(selector);
        } else if (register == SegmentRegister.SS) {
            loadStack(c, selector, c.cpl, Vector.GP);
        } else {
            loadData(c, target, selector);
        }
    }

    private static void loadData(Cpu c, SegmentRegister target, int selector) {
        if (Selectors.isNull(selector)) {
            target.loadNull(selector);
            return;
        }
        int address = Selectors.address(c, selector, Vector.GP);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        checkData(c, selector, high, Vector.GP);
        high = Selectors.markAccessed(c, address, high);
        target.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
    }

    /** What a data segment register may hold; type and privilege fail with the vector, absence with #NP. */
    static void checkData(Cpu c, int selector, int high, int vector) {
        boolean readable = Descriptor.isData(high) || Descriptor.isReadableCode(high);
        boolean anyPrivilege = Descriptor.isCode(high) && Descriptor.isConforming(high);
        int dpl = Descriptor.dpl(high);
        if (!readable || !anyPrivilege && (Selectors.rpl(selector) > dpl || c.cpl > dpl)) {
            throw Selectors.fault(c, vector, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.NP, selector);
        }
    }

    /**
     * Loads SS for a privilege level.
     *
     * @param vector what selector and descriptor checks raise: #GP for instructions, #TS for stacks that come from a TSS
     */
    static void loadStack(Cpu c, int selector, int level, int vector) {
        if (Selectors.isNull(selector)) {
            throw c.fault(vector, vector == Vector.TS ? Selectors.errorCode(selector) : 0);
        }
        int address = Selectors.address(c, selector, vector);
        int low = c.systemRead32(address);
        int high = c.systemRead32(address + 4);
        if (Selectors.rpl(selector) != level || Descriptor.dpl(high) != level || !Descriptor.isWritableData(high)) {
            throw Selectors.fault(c, vector, selector);
        }
        if (!Descriptor.isPresent(high)) {
            throw Selectors.fault(c, Vector.SS, selector);
        }
        high = Selectors.markAccessed(c, address, high);
        c.segments[SegmentRegister.SS].load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
    }

    /**
     * Loads CS with a code segment whose descriptor has been checked and marked accessed, and sets CPL to a level.
     *
     * @param level the new CPL, which also replaces the selector's RPL
     */
    static void loadCode(Cpu c, int selector, int low, int high, int level) {
        c.segments[SegmentRegister.CS].load(selector & ~Selectors.RPL | level, Descriptor.base(low, high),
                Descriptor.limit(low, high), high);
        c.cpl = level;
        c.updateMode();
    }

    /** A return to an outer level makes data segments null that the level may not use (SDM 2, RET, step of that name). */
    static void dropInnerSegments(Cpu c) {
        for (int register : new int[] {SegmentRegister.ES, SegmentRegister.DS, SegmentRegister.FS, SegmentRegister.GS}) {
            SegmentRegister s = c.segments[register];
            boolean conforming = (s.attributes & (Descriptor.CODE | Descriptor.CONFORMING))
                    == (Descriptor.CODE | Descriptor.CONFORMING);
            if (!conforming && s.dpl() < c.cpl) {
                s.loadNull(0);
            }
        }
        c.updateMode();
    }
}
