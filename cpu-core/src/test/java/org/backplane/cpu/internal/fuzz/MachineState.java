package org.backplane.cpu.internal.fuzz;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;

/** All that a program can find out about its processor, as numbers that can be compared fast. */
final class MachineState {
    private final long[] values = new long[160];
    private int count;

    private MachineState() {
    }

    static long[] of(TestCpu machine) {
        MachineState state = new MachineState();
        state.integer(machine.cpu);
        state.system(machine.cpu);
        state.floatingPoint(machine.cpu);
        return Arrays.copyOf(state.values, state.count);
    }

    /** A sum of all memory. */
    static long memory(TestCpu machine) {
        CRC32 sum = new CRC32();
        sum.update(machine.socket.arena());
        return sum.getValue();
    }

    private void add(long... more) {
        for (long value : more) {
            values[count++] = value;
        }
    }

    private void integer(Cpu c) {
        for (int i = 0; i < 8; i++) {
            add(c.regs[i]);
        }
        add(c.execution.currentEip(), c.eflags(), c.cpl, c.mode);
        for (SegmentRegister s : c.segments) {
            segment(s);
        }
        segment(c.ldtr);
        segment(c.tr);
    }

    private void segment(SegmentRegister s) {
        add(s.selector, s.base, s.limit, s.attributes);
    }

    private void system(Cpu c) {
        add(c.gdtBase, c.gdtLimit, c.idtBase, c.idtLimit, c.cr0, c.cr2, c.cr3, c.cr4);
        add(c.sysenterCs, c.sysenterEsp, c.sysenterEip, c.executeDisable() ? 1 : 0);
        for (int value : c.dr) {
            add(value);
        }
        add(c.execution.halted() ? 1 : 0, c.execution.isShutdown() ? 1 : 0, c.execution.trapPending() ? 1 : 0);
    }

    private void floatingPoint(Cpu c) {
        add(c.fpu.control(), c.fpu.statusWord(), c.fpu.tagWord(), c.fpu.opcode);
        add(c.fpu.instructionPointer, c.fpu.instructionSelector, c.fpu.operandPointer, c.fpu.operandSelector);
        for (int i = 0; i < 8; i++) {
            add(c.fpu.se[i], c.fpu.sig[i], c.xmm.low(i), c.xmm.high(i));
        }
        add(c.xmm.mxcsr());
    }
}
