package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REPNE SCAS and REPE CMPS over pages, over slices, and at their ends: one element at a time, whatever goes on inside. */
class RepeatedComparisonTest {
    private static final int CODE = 0x1000;
    private static final int FIRST = 0x2FF0;
    private static final int SECOND = 0x4FE8;

    private static TestCpu machine(Engine engine, int... code) {
        TestCpu machine = engine.create(0x20000);
        for (int register : new int[] {SegmentRegister.ES, SegmentRegister.CS, SegmentRegister.SS, SegmentRegister.DS}) {
            machine.realSegment(register, 0);
        }
        machine.poke(CODE, code);
        machine.cpu.eip = CODE;
        machine.cpu.regs[Cpu.ECX] = 0x100;
        machine.cpu.regs[Cpu.ESI] = FIRST;
        machine.cpu.regs[Cpu.EDI] = FIRST;
        return machine;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void scasbStopsBehindTheByteInTheNextPage(Engine engine) {
        TestCpu machine = machine(engine, 0xF2, 0xAE, 0xF4);
        machine.cpu.regs[Cpu.EAX] = 0x7A;
        machine.poke(0x3010, 0x7A);
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(machine.cpu.regs[Cpu.EDI]).as("DI").isEqualTo(0x3011);
        assertThat(machine.cpu.regs[Cpu.ECX]).as("CX").isEqualTo(0x100 - 0x21);
        assertThat(machine.cpu.eflags() & Eflags.ZF).as("ZF").isNotZero();
        assertThat(machine.cpu.execution.retired()).as("iterations and HLT").isEqualTo(0x21 + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void scaswFindsNothingAndShowsTheLastComparison(Engine engine) {
        TestCpu machine = machine(engine, 0xF2, 0xAF, 0xF4);
        machine.cpu.regs[Cpu.EAX] = 0x11230001;
        machine.poke(FIRST + 0x1FE, 0x02, 0x00);
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(machine.cpu.regs[Cpu.EDI]).as("DI").isEqualTo(FIRST + 0x200);
        assertThat(machine.cpu.regs[Cpu.ECX]).as("CX").isZero();
        assertThat(machine.cpu.eflags() & Eflags.STATUS).as("1 - 2")
                .isEqualTo(Eflags.CF | Eflags.PF | Eflags.AF | Eflags.SF);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cmpsbIsInterruptedByTheEndOfASlice(Engine engine) {
        TestCpu machine = machine(engine, 0xF3, 0xA6, 0xF4);
        machine.cpu.regs[Cpu.EDI] = SECOND;
        machine.poke(FIRST + 0x20, 0x80);
        assertThat(machine.run(5)).isEqualTo(Exit.LIMIT);
        assertThat(machine.cpu.regs[Cpu.ESI]).as("SI after five iterations").isEqualTo(FIRST + 5);
        assertThat(machine.cpu.eip).as("EIP stays").isEqualTo(CODE);
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(machine.cpu.regs[Cpu.ESI]).as("SI").isEqualTo(FIRST + 0x21);
        assertThat(machine.cpu.regs[Cpu.EDI]).as("DI").isEqualTo(SECOND + 0x21);
        assertThat(machine.cpu.eflags() & (Eflags.ZF | Eflags.SF)).as("80h - 0").isEqualTo(Eflags.SF);
    }
}
