package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateBuilder;
import org.backplane.bus.state.StateException;
import org.backplane.bus.state.StateFormat;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.state.Ia32State;
import org.backplane.mmu.MemoryTypeRegisters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another processor goes on with the state of one, as bytes, and both do the same from there on. */
class Ia32StateTest {
    private static final int PROGRAMS = 15;
    private static final int STEPS = 12;

    private static DeviceState bytes(Cpu cpu) {
        return StateFormat.read(StateFormat.write(DeviceState.of(Ia32State.SCHEMA, Ia32State.of(cpu))));
    }

    private static TestCpu successor(TestCpu before, Engine engine) {
        DeviceState state = bytes(before.cpu);
        // As the fabric does when it has taken the state.
        before.cpu.mmu.invalidateAll();
        before.cpu.execution.translationsChanged();
        TestCpu next = engine.create(before.socket.arena().length);
        System.arraycopy(before.socket.arena(), 0, next.socket.arena(), 0, before.socket.arena().length);
        next.written();
        next.socket.vector = before.socket.vector;
        next.socket.nanos = before.socket.nanos;
        state.values().to(Ia32State.class).enter(next.cpu);
        return next;
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void anywhereInARandomProgramAnotherProcessorGoesOn(Mode mode) {
        if (mode != Mode.FLAT_SUPERVISOR && mode != Mode.PAGED_USER) {
            return;
        }
        for (int seed = 0; seed < PROGRAMS; seed++) {
            TestCpu first = Engine.INTERPRETER.create(RandomProgramTest.RAM);
            RandomProgramTest.prepare(first, mode, seed);
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                TestCpu second = successor(first, random.nextBoolean() ? Engine.TRANSLATOR : Engine.INTERPRETER);
                int instructions = 1 + random.nextInt(random.nextBoolean() ? 5 : 500);
                boolean interrupt = random.nextInt(4) == 0;
                Exit exit = RandomProgramTest.run(first, instructions, interrupt);
                assertThat(RandomProgramTest.run(second, instructions, interrupt)).as("seed %d step %d", seed, step).isEqualTo(exit);
                assertThat(bytes(second.cpu)).as("seed %d step %d", seed, step).isEqualTo(bytes(first.cpu));
                assertThat(Arrays.mismatch(second.socket.arena(), first.socket.arena())).as("memory of seed %d", seed).isEqualTo(-1);
                if (exit != Exit.LIMIT) {
                    break;
                }
            }
        }
    }

    /** STI; HLT; NOP in real mode. */
    private static TestCpu halting() {
        TestCpu machine = Engine.INTERPRETER.create(1 << 20);
        machine.realSegments();
        machine.poke(0x1000, 0xFB, 0xF4, 0x90);
        machine.poke(0x2000, 0xCF);
        machine.poke32(0x20 * 4, 0x2000);
        machine.socket.vector = 0x20;
        machine.cpu.eip = 0x1000;
        machine.cpu.regs[Cpu.ESP] = 0x8000;
        return machine;
    }

    @Test
    void theShadowOfStiAndTheWaitInHltAreKept() {
        TestCpu first = halting();
        first.run(1);
        TestCpu inShadow = successor(first, Engine.INTERPRETER);
        inShadow.cpu.execution.setInterruptRequest(true);
        inShadow.run(3);
        assertThat(inShadow.peek16(0x8000 - 6)).as("HLT was executed before the interrupt").isEqualTo(0x1002);

        assertThat(first.run(5)).isEqualTo(Exit.HALTED);
        TestCpu halted = successor(first, Engine.INTERPRETER);
        assertThat(halted.run(5)).isEqualTo(Exit.HALTED);
        halted.cpu.execution.setInterruptRequest(true);
        assertThat(halted.run(1)).isEqualTo(Exit.LIMIT);
        assertThat(halted.cpu.flag(Eflags.IF)).isFalse();
    }

    @Test
    void anNmiThatWaitsForIretWaitsOn() {
        TestCpu first = halting();
        first.cpu.execution.takeNmi();
        first.cpu.execution.requestNmi();
        TestCpu second = successor(first, Engine.INTERPRETER);

        assertThat(second.cpu.execution.nmiPending()).isFalse();
        second.cpu.execution.unblockNmi();
        assertThat(second.cpu.execution.nmiPending()).isTrue();
    }

    @Test
    void registersThatNoProgramOfTheseTestsUsesAreKept() {
        TestCpu first = halting();
        Cpu c = first.cpu;
        first.socket.nanos = 1_000;
        c.execution.setTimeStamp(77);
        c.mmu.memoryTypes().write(MemoryTypeRegisters.IA32_PAT, 0x0007_0406_0007_0401L);
        c.mmu.memoryTypes().write(0x2FF, 0xC06);
        c.mmu.memoryTypes().write(0x200, 0x8000_0006L);
        c.fpu.put(3, 0x4000, 0xC000_0000_0000_0000L);
        c.fpu.setControl(0x27F);
        c.xmm.set(7, 1, 2);
        c.xmm.setMxcsr(0x9F85);
        c.dr[0] = 0x1234;
        c.sysenterEip = 0x55;
        Cpu next = successor(first, Engine.INTERPRETER).cpu;

        assertThat(next.execution.timeStamp()).isEqualTo(77);
        assertThat(next.mmu.memoryTypes().read(MemoryTypeRegisters.IA32_PAT)).isEqualTo(0x0007_0406_0007_0401L);
        assertThat(next.mmu.memoryTypes().read(0x2FF)).isEqualTo(0xC06);
        assertThat(next.mmu.memoryTypes().read(0x200)).isEqualTo(0x8000_0006L);
        assertThat(next.fpu.se[3]).isEqualTo(0x4000);
        assertThat(next.fpu.unit.precision).as("what follows from the control word").isEqualTo(53);
        assertThat(next.xmm.high(7)).isEqualTo(2);
        assertThat(next.xmm.unit.flushToZero).isTrue();
        assertThat(next.sysenterEip).isEqualTo(0x55);
        assertThat(bytes(next)).isEqualTo(bytes(c));
    }

    @Test
    void aStateThatIsNoneOfThisProcessorIsRefused() {
        DeviceState good = bytes(halting().cpu);
        Cpu next = halting().cpu;
        StateBuilder otherModel = new StateBuilder(good.values()).number("signature", 0x123);
        StateBuilder tooShort = new StateBuilder(good.values()).integers("general", 1, 2, 3);

        assertThatThrownBy(() -> otherModel.build().to(Ia32State.class).enter(next)).isInstanceOf(StateException.class)
                .hasMessageContaining("123");
        assertThatThrownBy(() -> tooShort.build().to(Ia32State.class)).isInstanceOf(StateException.class)
                .hasMessageContaining("'general' has 3 elements, not 8");
    }
}
