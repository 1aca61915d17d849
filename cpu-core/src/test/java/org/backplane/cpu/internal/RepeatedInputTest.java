package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REP INS and OUTS at a port that takes blocks: one element at a time, whatever goes on inside. The evaluator makes no blocks. */
class RepeatedInputTest {
    private static final int CODE = 0x1000;
    private static final int HANDLER = 0x1800;
    private static final int BUFFER = 0x2FF0;
    private static final int WORDS = 0x100;

    private static TestCpu machine(Engine engine, int... code) {
        TestCpu machine = engine.create(0x20000);
        for (int register : new int[] {SegmentRegister.ES, SegmentRegister.CS, SegmentRegister.SS, SegmentRegister.DS}) {
            machine.realSegment(register, 0);
        }
        machine.poke(CODE, code);
        machine.poke(HANDLER, 0xF4);
        machine.poke32(0x21 * 4, HANDLER);
        machine.cpu.eip = CODE;
        machine.cpu.regs[Cpu.ECX] = WORDS;
        machine.cpu.regs[Cpu.EDX] = 0x1F0;
        machine.cpu.regs[Cpu.ESI] = BUFFER;
        machine.cpu.regs[Cpu.EDI] = BUFFER;
        machine.cpu.regs[Cpu.ESP] = 0x800;
        for (int i = 0; i < machine.socket.blocks.length; i++) {
            machine.socket.blocks[i] = (byte) (i * 7 + 1);
        }
        machine.socket.mostInBlock = 80;
        return machine;
    }

    private static byte[] memory(TestCpu machine, int bytes) {
        return Arrays.copyOfRange(machine.socket.arena(), BUFFER, BUFFER + bytes);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, mode = EnumSource.Mode.EXCLUDE, names = "EVALUATOR")
    void inswCountsEachElementAndEndsItsBlocksAtPages(Engine engine) {
        TestCpu machine = machine(engine, 0xF3, 0x6D, 0xF4);
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(memory(machine, 2 * WORDS)).isEqualTo(Arrays.copyOf(machine.socket.blocks, 2 * WORDS));
        assertThat(machine.cpu.regs[Cpu.EDI]).as("DI").isEqualTo(BUFFER + 2 * WORDS);
        assertThat(machine.cpu.regs[Cpu.ECX]).as("CX").isZero();
        assertThat(machine.cpu.execution.retired()).as("iterations and HLT").isEqualTo(WORDS + 1);
        assertThat(machine.socket.portLog).as("after the first element, which finds out whether the page can be written")
                .containsExactly("in 1f0 2", "in 1f0 2 x7", "in 1f0 2", "in 1f0 2 x80", "in 1f0 2 x80", "in 1f0 2 x80", "in 1f0 2 x7");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void inswIsInterruptedBehindTheBlockThatAsksForIt(Engine engine) {
        TestCpu machine = machine(engine, 0xF3, 0x6D, 0xF4);
        machine.cpu.setFlag(Eflags.IF, true);
        machine.socket.vector = 0x21;
        machine.socket.onPort = () -> machine.cpu.execution.setInterruptRequest(machine.socket.portLog.size() == 4);
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        int done = machine.cpu.regs[Cpu.EDI] - BUFFER >> 1;
        assertThat(machine.cpu.regs[Cpu.ECX]).as("CX").isEqualTo(WORDS - done);
        assertThat(machine.socket.portLog).hasSize(4);
        assertThat(machine.cpu.read(machine.cpu.regs[Cpu.ESP], 2, false)).as("it will be executed again").isEqualTo(CODE);
        assertThat(machine.cpu.execution.retired()).as("iterations, delivery and HLT").isEqualTo(done + 2);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, mode = EnumSource.Mode.EXCLUDE, names = "EVALUATOR")
    void outswIsInterruptedByTheEndOfASlice(Engine engine) {
        TestCpu machine = machine(engine, 0xF3, 0x6F, 0xF4);
        machine.poke(BUFFER + 2, 0x34, 0x12);
        assertThat(machine.run(5)).isEqualTo(Exit.LIMIT);
        assertThat(machine.cpu.regs[Cpu.ESI]).as("SI after five iterations").isEqualTo(BUFFER + 10);
        assertThat(machine.cpu.eip).as("EIP stays").isEqualTo(CODE);
        assertThat(machine.socket.portLog).containsExactly("out 1f0 2 0", "out 1f0 2 x4");
        assertThat(Arrays.copyOf(machine.socket.blocks, 2)).as("the second word").containsExactly(0x34, 0x12);
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(machine.cpu.regs[Cpu.ECX]).as("CX").isZero();
        assertThat(machine.cpu.execution.retired()).as("iterations and HLT").isEqualTo(WORDS + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void downwardsThereAreSingleAccesses(Engine engine) {
        TestCpu machine = machine(engine, 0xFD, 0xF3, 0x6D, 0xF4);
        machine.cpu.regs[Cpu.ECX] = 3;
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(machine.socket.portLog).containsExactly("in 1f0 2", "in 1f0 2", "in 1f0 2");
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anAccessSeesTheIterationsBeforeItCounted(Engine engine) {
        TestCpu machine = machine(engine, 0xFD, 0xF3, 0x6D, 0xF4);
        machine.cpu.regs[Cpu.ECX] = 4;
        List<Long> counts = new ArrayList<>();
        machine.socket.onPort = () -> counts.add(machine.cpu.execution.retired());
        assertThat(machine.run(1000)).isEqualTo(Exit.HALTED);
        assertThat(counts).as("STD and iterations").containsExactly(1L, 2L, 3L, 4L);
        assertThat(machine.cpu.execution.retired()).as("STD, iterations, and HLT").isEqualTo(6);
    }
}
