package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When interrupts, traps and shutdown happen (SDM 3A §6.7 to §6.9, §6.15), in real mode. */
class EventsTest {
    private static final int CODE = 0x1000;
    private static final int HANDLER = 0x2000;
    private static final int STACK = 0x8000;
    private static final int INTR = 0x20;
    private static final int NMI = 2;
    private static final int NOP = 0x90;
    private static final int STI = 0xFB;
    private static final int CLI = 0xFA;
    private static final int HLT = 0xF4;
    private static final int IRET = 0xCF;
    private static final int MOV_SS_AX_1 = 0x8E;
    private static final int MOV_SS_AX_2 = 0xD0;
    private static final int INC_BX = 0x43;

    /** A processor at CODE, with a handler for INTR and NMI that is one IRET. */
    private static TestCpu at(Engine engine, int... code) {
        TestCpu machine = engine.create(1 << 20);
        machine.realSegments();
        machine.poke(CODE, code);
        machine.poke(HANDLER, IRET);
        machine.poke32(INTR * 4, HANDLER);
        machine.poke32(NMI * 4, HANDLER);
        machine.socket.vector = INTR;
        machine.cpu.eip = CODE;
        machine.cpu.regs[Cpu.ESP] = STACK;
        return machine;
    }

    /** The IP that the last interrupt pushed on an empty stack. */
    private static int returnAddress(TestCpu machine) {
        return machine.peek16(STACK - 6);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anInterruptWaitsForTheInstructionAfterSti(Engine engine) {
        TestCpu machine = at(engine, STI, NOP, NOP);
        machine.cpu.execution.setInterruptRequest(true);
        machine.run(3);
        assertThat(returnAddress(machine)).isEqualTo(CODE + 2);
        assertThat(machine.cpu.flag(Eflags.IF)).as("the handler has interrupts off").isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void stiWithInterruptsOnHoldsNothingBack(Engine engine) {
        TestCpu machine = at(engine, STI, NOP, STI, NOP, NOP);
        machine.run(3);
        machine.cpu.execution.setInterruptRequest(true);
        machine.run(1);
        assertThat(returnAddress(machine)).isEqualTo(CODE + 3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void stiAndCliLetNoInterruptThrough(Engine engine) {
        TestCpu machine = at(engine, STI, CLI, NOP, NOP, NOP);
        machine.cpu.execution.setInterruptRequest(true);
        machine.run(4);
        assertThat(machine.cpu.eip).isEqualTo(CODE + 4);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void stiAndHltWakeAtOnce(Engine engine) {
        TestCpu machine = at(engine, STI, HLT, NOP);
        machine.cpu.execution.setInterruptRequest(true);
        machine.run(4);
        assertThat(returnAddress(machine)).isEqualTo(CODE + 2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anInterruptWaitsForTheInstructionAfterALoadOfSs(Engine engine) {
        TestCpu machine = at(engine, NOP, MOV_SS_AX_1, MOV_SS_AX_2, NOP, NOP);
        machine.cpu.setFlag(Eflags.IF, true);
        machine.run(2);
        machine.cpu.execution.setInterruptRequest(true);
        machine.run(2);
        assertThat(returnAddress(machine)).isEqualTo(CODE + 4);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void haltEndsWithAnInterruptOnlyIfTheyAreOn(Engine engine) {
        TestCpu machine = at(engine, HLT, NOP);
        assertThat(machine.run(5)).isEqualTo(Exit.HALTED);
        machine.cpu.execution.setInterruptRequest(true);
        assertThat(machine.run(5)).as("interrupts are off").isEqualTo(Exit.HALTED);
        machine.cpu.execution.requestNmi();
        machine.run(1);
        assertThat(returnAddress(machine)).as("behind HLT").isEqualTo(CODE + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSecondNmiWaitsForIret(Engine engine) {
        TestCpu machine = at(engine, NOP, NOP, NOP, NOP);
        machine.poke(HANDLER, INC_BX, NOP, NOP, IRET);
        machine.cpu.execution.requestNmi();
        machine.run(2);
        machine.cpu.execution.requestNmi();
        machine.run(3);
        assertThat(machine.cpu.regs[Cpu.EBX]).isEqualTo(1);
        machine.run(4);
        assertThat(machine.cpu.regs[Cpu.EBX]).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anIretThatFaultsStillUnblocksNmi(Engine engine) {
        TestCpu machine = at(engine, NOP);
        // IRET at SP FFFFh cannot pop: #SS, whose handler counts; a second NMI comes in it.
        machine.poke(HANDLER, INC_BX, IRET);
        machine.poke(0x3000, NOP, NOP, NOP, NOP);
        machine.poke32(12 * 4, 0x3000);
        machine.cpu.execution.requestNmi();
        machine.run(2);
        machine.cpu.regs[Cpu.ESP] = 0xFFFF;
        machine.cpu.execution.requestNmi();
        machine.run(1);
        assertThat(machine.cpu.regs[Cpu.EBX]).isEqualTo(1);
        machine.cpu.regs[Cpu.ESP] = STACK;
        machine.run(5);
        assertThat(machine.cpu.regs[Cpu.EBX]).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void nmiComesBeforeAnInterrupt(Engine engine) {
        TestCpu machine = at(engine, NOP, NOP);
        machine.poke32(NMI * 4, 0x3000);
        machine.poke(0x3000, NOP);
        machine.cpu.setFlag(Eflags.IF, true);
        machine.cpu.execution.setInterruptRequest(true);
        machine.cpu.execution.requestNmi();
        machine.run(1);
        assertThat(machine.cpu.codeBase + machine.cpu.eip).isBetween(0x3000, 0x3001);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTripleFaultShutsDown(Engine engine) {
        TestCpu machine = at(engine, 0x0F, 0x0B);
        machine.cpu.idtLimit = 0;
        assertThat(machine.run(10)).isEqualTo(Exit.SHUTDOWN);
        assertThat(machine.cpu.eip).as("at the instruction").isEqualTo(CODE);
        assertThat(machine.run(10)).as("and stays").isEqualTo(Exit.SHUTDOWN);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void eventsThatWaitForOneBoundaryAreAllTakenThere(Engine engine) {
        TestCpu machine = at(engine, NOP, NOP);
        machine.poke32(4, 0x3000);
        machine.poke(0x3000, INC_BX);
        machine.cpu.setFlag(Eflags.TF, true);
        machine.run(1);
        machine.cpu.execution.requestNmi();
        machine.run(2);
        assertThat(machine.cpu.eip).as("in the handler of the NMI").isEqualTo(HANDLER);
        assertThat(machine.peek16(STACK - 12)).as("which returns to that of #DB").isEqualTo(0x3000);
        assertThat(machine.cpu.regs[Cpu.EBX]).as("of which nothing has been executed").isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStepOverHltEndsTheHalt(Engine engine) {
        TestCpu machine = at(engine, HLT, NOP);
        machine.poke32(4, 0x3000);
        machine.poke(0x3000, INC_BX, INC_BX);
        machine.cpu.setFlag(Eflags.TF, true);
        assertThat(machine.run(4)).as("SDM 2, HLT: a debug exception ends it").isEqualTo(Exit.LIMIT);
        assertThat(returnAddress(machine)).isEqualTo(CODE + 1);
        assertThat(machine.cpu.regs[Cpu.EBX]).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aShutdownTakesNoInterrupt(Engine engine) {
        TestCpu machine = at(engine, 0x0F, 0x0B);
        machine.cpu.idtLimit = 0;
        assertThat(machine.run(10)).isEqualTo(Exit.SHUTDOWN);
        long retired = machine.cpu.execution.retired();
        machine.cpu.idtLimit = 0x3FF;
        machine.cpu.execution.requestNmi();
        assertThat(machine.run(10)).isEqualTo(Exit.SHUTDOWN);
        assertThat(machine.cpu.execution.retired()).isEqualTo(retired);
        assertThat(machine.cpu.eip).isEqualTo(CODE);
    }
}
