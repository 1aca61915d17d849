package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.StopPoint.Kind;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.api.Test;

/** Stops at an address, which leave the guest's debug registers alone, and registers set from outside; in real mode. */
class StopPointsTest {
    private static final int CODE = 0x1000;
    private static final int DATA = 0x3000;
    private static final int INC_BX = 0x43;
    private static final int HLT = 0xF4;
    private static final int[] STORE_THEN_LOAD = {0xA2, 0x00, 0x30, INC_BX, 0xA0, 0x00, 0x30, INC_BX, HLT};

    private final TestCpu machine = Engine.INTERPRETER.create(1 << 20);
    private final Cpu cpu = machine.cpu;

    private void at(int... code) {
        machine.realSegments();
        machine.poke(CODE, code);
        cpu.eip = CODE;
    }

    private StopPoint stopAt(Kind kind, int linear, int lengthBytes) {
        StopPoint point = new StopPoint(kind, linear, lengthBytes);
        cpu.stopPoints.set(List.of(point));
        return point;
    }

    @Test
    void itStopsBeforeTheInstructionAndGoesOnFromThere() {
        at(INC_BX, INC_BX, INC_BX, HLT);
        StopPoint point = stopAt(Kind.EXECUTE, CODE + 1, 1);
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(cpu.stopPoints.met()).contains(point);
        assertThat(cpu.eip).isEqualTo(CODE + 1);
        assertThat(cpu.regs[Cpu.EBX]).isEqualTo(1);
        assertThat(cpu.dr[6] & 0xF).as("the guest's debug registers know nothing").isZero();
        assertThat(machine.run(100)).as("the next run passes it").isEqualTo(Exit.HALTED);
        assertThat(cpu.regs[Cpu.EBX]).isEqualTo(3);
        assertThat(cpu.stopPoints.met()).isEmpty();
    }

    @Test
    void itStopsEachTimeRoundALoop() {
        at(INC_BX, 0xEB, 0xFD); // jmp $-1
        stopAt(Kind.EXECUTE, CODE, 1);
        for (int round = 0; round < 3; round++) {
            assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
            assertThat(cpu.regs[Cpu.EBX]).isEqualTo(round);
        }
    }

    @Test
    void itStopsAfterTheInstructionThatWrites() {
        at(STORE_THEN_LOAD);
        StopPoint point = stopAt(Kind.WRITE, DATA, 1);
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(cpu.stopPoints.met()).contains(point);
        assertThat(cpu.eip).isEqualTo(CODE + 3);
        assertThat(machine.run(100)).as("the load does not count").isEqualTo(Exit.HALTED);
    }

    @Test
    void itStopsAfterTheInstructionThatReads() {
        at(STORE_THEN_LOAD);
        stopAt(Kind.READ, DATA, 1);
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(cpu.eip).isEqualTo(CODE + 7);
        assertThat(cpu.regs[Cpu.EBX]).isEqualTo(1);
    }

    @Test
    void anAccessIsEither() {
        at(STORE_THEN_LOAD);
        stopAt(Kind.ACCESS, DATA - 3, 4);
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(cpu.eip).isEqualTo(CODE + 3);
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(cpu.eip).isEqualTo(CODE + 7);
        assertThat(machine.run(100)).isEqualTo(Exit.HALTED);
    }

    @Test
    void bytesBesideTheWatchedOnesDoNotCount() {
        at(STORE_THEN_LOAD);
        stopAt(Kind.ACCESS, DATA + 1, 4);
        assertThat(machine.run(100)).isEqualTo(Exit.HALTED);
        stopAt(Kind.ACCESS, DATA - 4, 4);
        cpu.execution.wake();
        cpu.eip = CODE;
        assertThat(machine.run(100)).isEqualTo(Exit.HALTED);
    }

    @Test
    void withoutPointsItRunsOn() {
        at(STORE_THEN_LOAD);
        stopAt(Kind.WRITE, DATA, 1);
        cpu.stopPoints.set(List.of());
        assertThat(machine.run(100)).isEqualTo(Exit.HALTED);
    }

    @Test
    void registersAreSetFromOutside() {
        at(HLT, INC_BX, HLT);
        machine.run(10);
        RegisterChange.of(cpu, "EBX", 0x1234);
        RegisterChange.of(cpu, "DS", 0xB800);
        RegisterChange.of(cpu, "EFLAGS", Eflags.CF);
        RegisterChange.of(cpu, "EIP", CODE + 1);
        assertThat(machine.run(10)).as("EIP wakes it").isEqualTo(Exit.HALTED);
        assertThat(cpu.regs[Cpu.EBX]).isEqualTo(0x1235);
        assertThat(cpu.segments[SegmentRegister.DS].base).isEqualTo(0xB8000);
        assertThat(cpu.eflags() & Eflags.CF).as("INC leaves CF").isEqualTo(Eflags.CF);
        assertThatThrownBy(() -> RegisterChange.of(cpu, "CR0", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CR0");
    }
}
