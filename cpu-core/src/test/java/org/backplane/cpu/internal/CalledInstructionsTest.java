package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.junit.jupiter.api.Test;

/** Instructions that translated code has executed by handlers, several in a row: all is as in the interpreter. */
class CalledInstructionsTest {
    private static final int RAM = 0x40000;
    private static final int CODE = 0x10000;
    private static final int DATA = 0x20000;
    private static final int NOWHERE = 0x80000;
    private static final int TABLE = 0x4000;
    private static final int STACK = 0x3F000;
    private static final int ROUNDS = 40;
    /** movd mm0,[esi]; movd [ebx],mm0; pcmpeqd mm1,mm1; emms; movd [edi],mm1; inc ecx; jmp to the start. */
    private static final int[] LOOP = {0x0F, 0x6E, 0x06, 0x0F, 0x7E, 0x03, 0x0F, 0x76, 0xC9, 0x0F, 0x77, 0x0F, 0x7E, 0x0F, 0x41, 0xEB,
        0xEF};
    private static final int INSTRUCTIONS = 7;

    private static TestCpu machine(Engine engine) {
        TestCpu machine = engine.create(RAM);
        RandomCodeTest.tables(machine, Mode.PAGED_USER);
        for (int page = 0; page < RAM >>> 12; page++) {
            machine.poke32(TABLE + page * 4, page << 12 | 7);
        }
        RandomCodeTest.enter(machine, Mode.PAGED_USER);
        Cpu c = machine.cpu;
        c.regs[Cpu.ESP] = STACK;
        c.regs[Cpu.ESI] = DATA;
        c.regs[Cpu.EBX] = DATA + 0x100;
        c.regs[Cpu.EDI] = DATA + 0x200;
        c.regs[Cpu.ECX] = 0;
        c.eip = CODE;
        c.updateMode();
        c.fpu.initialize();
        machine.poke(CODE, LOOP);
        return machine;
    }

    private static List<Object> state(TestCpu machine) {
        Cpu c = machine.cpu;
        return List.of(Integer.toHexString(c.eip), Arrays.toString(c.regs), c.execution.retired(), c.fpu.tagWord(),
                Arrays.toString(c.fpu.sig), machine.peek32(DATA + 0x100), machine.peek32(DATA + 0x200), c.cr2);
    }

    /** Executes the loop until it is hot, changes something, and goes on in slices of a length, with the interpreter as well. */
    private static TestCpu run(Consumer<TestCpu> change, int slice, int slices) {
        TestCpu translating = machine(Engine.TRANSLATOR);
        TestCpu interpreting = machine(Engine.INTERPRETER);
        List<TestCpu> both = List.of(translating, interpreting);
        both.forEach(machine -> machine.run(ROUNDS * INSTRUCTIONS));
        assertThat(translating.translated().instructions()).as("translated").isGreaterThan(ROUNDS * INSTRUCTIONS / 2);
        both.forEach(change);
        for (int i = 0; i < slices; i++) {
            both.forEach(machine -> machine.run(slice));
            assertThat(state(translating)).as("after slice %d of %d", i, slice).isEqualTo(state(interpreting));
        }
        return translating;
    }

    @Test
    void slicesEndWhereverTheyShould() {
        for (int slice = 1; slice <= 2 * INSTRUCTIONS; slice++) {
            run(machine -> { }, slice, 30);
        }
    }

    @Test
    void anAccessInTheMiddleFaults() {
        TestCpu machine = run(m -> m.cpu.regs[Cpu.EBX] = NOWHERE, 5, 3);
        assertThat(machine.cpu.cr2).isEqualTo(NOWHERE);
    }

    @Test
    void theFirstAndTheLastAccessFault() {
        run(m -> m.cpu.regs[Cpu.ESI] = NOWHERE, 5, 3);
        TestCpu machine = run(m -> m.cpu.regs[Cpu.EDI] = NOWHERE, 5, 3);
        assertThat(machine.cpu.cr2).isEqualTo(NOWHERE);
    }

    @Test
    void whatOneOfThemWritesIsExecutedNext() {
        TestCpu machine = run(m -> {
            m.poke32(DATA, 0x0FC9EF0F);     // pxor mm1,mm1; and what is there
            m.cpu.regs[Cpu.EBX] = CODE + 6;
        }, INSTRUCTIONS, 2);
        assertThat(machine.peek32(DATA + 0x200)).as("PXOR was executed, not PCMPEQD").isZero();
    }

    @Test
    void moreThanABlockHoldsAreCalledInTurn() {
        TestCpu translating = machine(Engine.TRANSLATOR);
        TestCpu interpreting = machine(Engine.INTERPRETER);
        for (TestCpu machine : List.of(translating, interpreting)) {
            for (int i = 0; i < 50; i++) {
                machine.poke(CODE + i * 4, 0x0F, 0x77, 0x0F, 0x77);     // emms; emms
            }
            machine.poke(CODE + 200, 0x41, 0xE9, 0x32, 0xFF, 0xFF, 0xFF);
            machine.run(102 * 20 + 67);
        }
        assertThat(translating.translated().instructions()).isGreaterThan(102 * 10);
        assertThat(state(translating)).isEqualTo(state(interpreting));
    }
}
