package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs with loops and calls, which live long enough to be translated, on the translator and on the interpreter
 * beside it: whenever both have executed as many instructions, all of their state is equal. Interrupts come at random, and
 * code is written from outside as by DMA.
 *
 * <p>{@code -Dbackplane.random.loops} says how many programs; the default is what continuous integration can afford.
 */
class RandomProgramTest {
    static final int RAM = 0x40000;
    private static final int CODE = 0x10000;
    private static final int DATA = 0x20000;
    private static final int IDT = 0x1800;
    private static final int HANDLERS = 0x6000;
    private static final int STACK = 0x3F000;
    private static final int PROGRAMS = Integer.getInteger("backplane.random.loops", 60);
    private static final long FIRST = Long.getLong("backplane.random.first", 0);
    private static final int STEPS = 40;

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"FLAT_SUPERVISOR", "PAGED_USER"})
    void theTranslatorDoesWhatTheInterpreterDoes(Mode mode) {
        compare(Engine.TRANSLATOR, mode);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"FLAT_SUPERVISOR", "PAGED_USER"})
    void theCheckFindsNothing(Mode mode) {
        compare(Engine.CHECK, mode);
    }

    private static void compare(Engine engine, Mode mode) {
        long executed = 0;
        long translated = 0;
        for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            TestCpu translator = engine.create(RAM);
            TestCpu interpreter = Engine.INTERPRETER.create(RAM);
            prepare(translator, mode, seed);
            prepare(interpreter, mode, seed);
            Random random = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                int instructions = 1 + random.nextInt(random.nextBoolean() ? 40 : 2000);
                boolean interrupt = random.nextInt(8) == 0;
                Exit exit = run(translator, instructions, interrupt);
                assertThat(run(interpreter, instructions, interrupt)).as("seed %d step %d", seed, step).isEqualTo(exit);
                assertThat(RandomCodeTest.state(translator)).as("seed %d step %d", seed, step)
                        .isEqualTo(RandomCodeTest.state(interpreter));
                if (exit != Exit.LIMIT) {
                    break;
                }
                executed += instructions;
                if (random.nextInt(10) == 0) {
                    int at = CODE + random.nextInt(0x200);
                    translator.poke(at, translator.peek(at));
                    interpreter.poke(at, interpreter.peek(at));
                }
            }
            translated += translator.translated().instructions();
            int difference = Arrays.mismatch(translator.socket.arena(), interpreter.socket.arena());
            assertThat(difference).as("seed %d: first byte of RAM that differs", seed).isEqualTo(-1);
            assertThat(translator.socket.portLog).as("ports").isEqualTo(interpreter.socket.portLog);
        }
        assertThat(executed).as("programs must not all end at once").isGreaterThan(PROGRAMS * 2000L);
        assertThat(translated).as("instructions in translated code").isGreaterThan(executed / 8);
    }

    static Exit run(TestCpu machine, int instructions, boolean interrupt) {
        machine.socket.vector = 0x21;
        machine.cpu.execution.setInterruptRequest(interrupt);
        return machine.run(instructions);
    }

    /** A handler that goes on behind the instruction: add dword [esp],length; iret, the error code being taken off first. */
    private static void skipping(TestCpu machine, int vector, int... code) {
        int handler = HANDLERS + vector * 16;
        machine.poke(handler, code);
        machine.poke32(IDT + vector * 8, 0x08 << 16 | handler);
    }

    static void prepare(TestCpu machine, Mode mode, long seed) {
        RandomCodeTest.tables(machine, mode);
        skipping(machine, Vector.DE, 0x83, 0x04, 0x24, 0x02, 0xCF);
        skipping(machine, Vector.PF, 0x83, 0xC4, 0x04, 0x83, 0x04, 0x24, 0x06, 0xCF);
        byte[] ram = machine.socket.arena();
        byte[] program = RandomProgram.generate(seed, CODE, DATA);
        System.arraycopy(program, 0, ram, CODE, program.length);
        byte[] noise = new byte[0x10000];
        Random random = new Random(seed);
        random.nextBytes(noise);
        System.arraycopy(noise, 0, ram, DATA, noise.length);
        Cpu c = machine.cpu;
        for (int i = 0; i < 8; i++) {
            c.regs[i] = random.nextInt();
        }
        c.setEflags(Eflags.IF);
        RandomCodeTest.enter(machine, mode);
        c.regs[Cpu.ESP] = STACK;
        c.eip = CODE;
        c.updateMode();
    }
}
