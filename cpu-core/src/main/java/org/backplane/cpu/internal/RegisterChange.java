package org.backplane.cpu.internal;

import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.simd.Xmm;

/** A register set from outside, between two instructions. */
final class RegisterChange {
    /** The bits of the last opcode. */
    private static final int FOP = 0x7FF;

    private RegisterChange() {
    }

    /**
     * Sets a register by its name in {@link RegisterList}: general registers, EIP, EFLAGS without VM, in real and
     * virtual-8086 mode the segment registers, and those of x87 and SSE.
     *
     * @throws IllegalArgumentException if it cannot be set
     */
    static void of(Cpu c, String name, long value) {
        int general = Cpu.GENERAL_NAMES.indexOf(name);
        int segment = RegisterList.SEGMENTS.indexOf(name);
        if (general >= 0) {
            c.regs[general] = (int) value;
        } else if (segment >= 0) {
            setSegment(c, segment, name, (int) value & 0xFFFF);
        } else if (name.equals("EIP")) {
            c.eip = (int) value;
            // Whoever is told where to go on waits no more.
            c.execution.wake();
        } else if (name.equals("EFLAGS")) {
            c.changeEflags((int) value & ~Eflags.VM | c.eflags() & Eflags.VM);
        } else if (!setFloatingPoint(c, name, value) && !setVector(c.xmm, name, value)) {
            throw new IllegalArgumentException("the register '" + name + "' cannot be set");
        }
    }

    /** Sets an x87 register; whether it is one. */
    private static boolean setFloatingPoint(Cpu c, String name, long value) {
        Fpu fpu = c.fpu;
        switch (name) {
            case "FCW" -> fpu.setControl((int) value);
            case "FSW" -> fpu.setStatusWord((int) value);
            case "FTW" -> fpu.setTagWord((int) value);
            case "FCS" -> fpu.instructionSelector = (int) value & 0xFFFF;
            case "FIP" -> fpu.instructionPointer = (int) value;
            case "FDS" -> fpu.operandSelector = (int) value & 0xFFFF;
            case "FDP" -> fpu.operandPointer = (int) value;
            case "FOP" -> fpu.opcode = (int) value & FOP;
            default -> {
                return setStack(fpu, name, value);
            }
        }
        c.fpuError.update();
        return true;
    }

    /** Sets a part of ST(i), which stays empty if it was. */
    private static boolean setStack(Fpu fpu, String name, long value) {
        if (!name.matches("ST[0-7]\\.(LOW|HIGH)")) {
            return false;
        }
        int register = fpu.index(name.charAt(2) - '0');
        if (name.endsWith(RegisterList.LOW)) {
            fpu.sig[register] = value;
        } else {
            fpu.se[register] = (int) value & 0xFFFF;
        }
        return true;
    }

    /** Sets a part of an XMM register, or MXCSR; whether it is one. */
    private static boolean setVector(Xmm xmm, String name, long value) {
        if (name.equals("MXCSR")) {
            if ((value & ~Xmm.MXCSR_MASK) != 0) {
                throw new IllegalArgumentException("MXCSR has no bits above 15");
            }
            xmm.setMxcsr((int) value);
            return true;
        }
        if (!name.matches("XMM[0-7]\\.(LOW|HIGH)")) {
            return false;
        }
        int register = name.charAt(3) - '0';
        boolean low = name.endsWith(RegisterList.LOW);
        xmm.set(register, low ? value : xmm.low(register), low ? xmm.high(register) : value);
        return true;
    }

    private static void setSegment(Cpu c, int index, String name, int selector) {
        SegmentRegister segment = c.segments[index];
        if (c.protectedMode()) {
            throw new IllegalArgumentException(name + " cannot be set in protected mode, where it needs a descriptor");
        }
        if (c.virtual8086()) {
            segment.loadVirtual8086(selector);
        } else {
            segment.loadRealMode(selector);
        }
        c.updateMode();
    }
}
