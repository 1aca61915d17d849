package org.backplane.cpu.internal.fpu;

import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.simd.Sse;

/**
 * A processor in real mode with segments at 0, or in flat 32-bit protected mode at CPL 0, with code at {@link #CODE}.
 * Each exception has a handler of its own, a HLT at {@link #HANDLERS} plus its vector.
 */
public final class FpuMachine {
    public static final int CODE = 0x1000;
    public static final int HANDLERS = 0x2000;
    public static final int DATA = 0x4000;
    private static final int STACK = 0x8000;
    private static final int IDT = 0x3000;
    private static final int HLT = 0xF4;

    public final TestCpu machine;
    public final Cpu cpu;
    /** What the FERR# pin did last. */
    public boolean ferr;

    private FpuMachine(Engine engine, int... code) {
        machine = engine.create(1 << 20);
        cpu = machine.cpu;
        cpu.fpuError.connect(level -> ferr = level);
        machine.poke(CODE, code);
        cpu.regs[Cpu.ESP] = STACK;
        cpu.regs[Cpu.EBX] = DATA;
        cpu.eip = CODE;
        cpu.setCr4(Sse.CR4_OSFXSR | Sse.CR4_OSXMMEXCPT);
        cpu.setCr0(Cpu.CR0_ET | Cpu.CR0_NE);
        cpu.fpu.initialize();
    }

    public static FpuMachine real(Engine engine, int... code) {
        FpuMachine m = new FpuMachine(engine, code);
        m.machine.realSegments();
        for (int vector = 0; vector < 32; vector++) {
            m.machine.poke(HANDLERS + vector, HLT);
            m.machine.poke32(4 * vector, HANDLERS + vector);
        }
        return m;
    }

    public static FpuMachine flat(Engine engine, int... code) {
        FpuMachine m = new FpuMachine(engine, code);
        m.machine.poke32(IDT - 0x100 + 8, 0x0000FFFF);
        m.machine.poke32(IDT - 0x100 + 12, 0x00CF9B00);
        m.cpu.gdtBase = IDT - 0x100;
        m.cpu.gdtLimit = 0x1F;
        m.cpu.idtBase = IDT;
        m.cpu.idtLimit = 0xFF;
        for (int vector = 0; vector < 32; vector++) {
            m.machine.poke(HANDLERS + vector, HLT);
            m.machine.poke32(IDT + 8 * vector, 0x08 << 16 | HANDLERS + vector);
            m.machine.poke32(IDT + 8 * vector + 4, 0x8E00);
        }
        m.cpu.setCr0(Cpu.CR0_ET | Cpu.CR0_NE | Cpu.CR0_PE);
        for (SegmentRegister s : m.cpu.segments) {
            s.load(0x10, 0, -1, 0x00C09300);
        }
        m.cpu.segments[SegmentRegister.CS].load(0x08, 0, -1, 0x00C09B00);
        m.cpu.updateMode();
        return m;
    }

    /** Runs until the code or a handler halts, and tells the vector of the exception, or -1 if the code came to its end. */
    public int exception() {
        machine.run(100);
        int vector = cpu.eip - 1 - HANDLERS;
        return vector >= 0 && vector < 32 ? vector : -1;
    }

    /** The instruction pointer that the last exception without error code pushed in real mode. */
    public int returnAddress() {
        return machine.peek16(STACK - 6);
    }

    public void clear(int cr0) {
        cpu.setCr0(cpu.cr0 & ~cr0);
    }

    public FpuMachine set(int cr0) {
        cpu.setCr0(cpu.cr0 | cr0);
        return this;
    }
}
