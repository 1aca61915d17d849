package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.RandomProgram16.Selectors;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random programs with loops and calls ({@link RandomProgram}, {@link RandomProgram16}), which live long enough to be translated, on the
 * translator and on the interpreter beside it: whenever both have executed as many instructions, all of their state is equal. Interrupts come at random, code
 * is written from outside as by DMA, and the memory map changes. So it does in accesses to a device ({@link RandomDevice}).
 *
 * <p>{@code -Dbackplane.random.loops} says how many programs; the default is what continuous integration can afford.
 * {@code -Dbackplane.random.seconds} goes on for so long instead, {@code -Dbackplane.random.first} says with which to begin.
 */
class RandomProgramTest {
    static final int RAM = 0x40000;
    /** Near the end of a page, so that functions are in one and loops in another. */
    private static final int CODE = 0x10F40;
    /** Where the segment of code begins that is not flat. */
    private static final int CODE_SEGMENT = 0x10000;
    private static final int DATA = 0x20000;
    private static final int DATA_BYTES = 0x10000;
    private static final int STACK = 0x3F000;
    private static final int DEVICE = 0x50000;
    /** Selectors of real mode, and of the descriptors that {@link RandomCodeTest#tables} makes. */
    private static final Selectors REAL = new Selectors(0x1000, 0x0FF0, new int[] {0x2000, 0x1F80, 0x2001, 0x1C37}, 0x5000);
    private static final Selectors PROTECTED = new Selectors(0x30, 0x50, new int[] {0x58, 0x60, 0x68}, 0x78);
    private static final int REAL_STACK = 0x3000;
    private static final int PROTECTED_STACK = 0x70;
    private static final int SP = 0xF000;
    private static final int TABLE = 0x4000;
    private static final int PROGRAMS = Integer.getInteger("backplane.random.loops", 160);
    private static final long FIRST = Long.getLong("backplane.random.first", 0);
    private static final long SECONDS = Long.getLong("backplane.random.seconds", 0);
    /** Three engines in so many modes share the time. */
    private static final int CASES = 18;
    private static final int STEPS = 40;
    /** A program that writes its code is translated anew so often. */
    private static final int TOLERATED = 200;

    private long executed;
    private long translated;
    private final Map<String, Long> happened = new TreeMap<>();

    @ParameterizedTest
    @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "FLAT_USER")
    void theTranslatorDoesWhatTheInterpreterDoes(Mode mode) {
        compare(Engine.TRANSLATOR, mode);
        assertThat(happened).as("what the programs are to do").containsKeys("before an access that is not direct",
                "made anew, as an instruction is often left to its handler");
        if (!mode.is16Bit()) {
            assertThat(happened).containsKey("before an x87 instruction that is left to its handler");
        }
        if (mode == Mode.PAGED_USER) {
            assertThat(happened).as("ports, which a user may not access").containsKey("by an exception");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "FLAT_USER")
    void bestCodeDoesWhatTheInterpreterDoes(Mode mode) {
        compare(Engine.BEST, mode);
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, mode = EnumSource.Mode.EXCLUDE, names = "FLAT_USER")
    void theCheckFindsNothing(Mode mode) {
        compare(Engine.CHECK, mode);
    }

    private void compare(Engine engine, Mode mode) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS) / CASES;
        long seed = FIRST;
        while (SECONDS == 0 ? seed < FIRST + PROGRAMS : System.nanoTime() < end) {
            compare(engine, mode, seed++);
        }
        if (SECONDS != 0) {
            System.out.printf("%s, %s: programs %d to %d, %d instructions, %d in translated code, %s%n", engine, mode, FIRST,
                    seed - 1, executed, translated, happened);
        }
        assertThat(executed).as("programs must not all end at once").isGreaterThan((seed - FIRST) * 2000);
        assertThat(translated).as("instructions in translated code").isGreaterThan(executed / 8);
        assertThat(happened).as("what the programs are to do").containsKey("written by DMA, a card or the shell");
        if (mode != Mode.SEGMENTED_16) {
            assertThat(happened).containsKey("written by the guest's own store");
        }
        if (mode == Mode.PAGED_USER) {
            assertThat(happened).containsKeys("not entered whole: a page moved or is not known",
                    "before a page that moved or is not known");
        }
    }

    private void compare(Engine engine, Mode mode, long seed) {
        TestCpu translator = engine.create(RAM, TOLERATED);
        TestCpu interpreter = Engine.INTERPRETER.create(RAM);
        RandomInstructions program = program(mode, seed);
        prepare(translator, program, mode, seed);
        prepare(interpreter, program, mode, seed);
        int constant = CODE + program.constant(new Random(seed));
        translator.socket.device = new RandomDevice(translator, constant);
        interpreter.socket.device = new RandomDevice(interpreter, constant);
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
            disturb(random, program, translator, interpreter);
        }
        note(translator.describe(0));
        int difference = Arrays.mismatch(translator.socket.arena(), interpreter.socket.arena());
        assertThat(difference).as("seed %d: first byte of RAM that differs", seed).isEqualTo(-1);
        assertThat(translator.socket.portLog).as("ports").isEqualTo(interpreter.socket.portLog);
        assertThat(translator.socket.deviceLog).as("seed %d: accesses to the device", seed)
                .isEqualTo(interpreter.socket.deviceLog);
    }

    private void note(TranslatorDTO told) {
        translated += told.regionInstructions;
        for (Map<String, Long> counts : List.of(told.exits, told.invalidations)) {
            counts.forEach((reason, count) -> {
                if (count != 0) {
                    happened.merge(reason, count, Long::sum);
                }
            });
        }
    }

    static Exit run(TestCpu machine, int instructions, boolean interrupt) {
        machine.socket.vector = 0x21;
        machine.cpu.execution.setInterruptRequest(interrupt);
        return machine.run(instructions);
    }

    /** What comes from outside of the processor now and then. */
    private static void disturb(Random random, RandomInstructions program, TestCpu... machines) {
        int what = random.nextInt(20);
        int at = CODE + (what == 0 ? random.nextInt(0x200) : program.constant(random));
        int value = random.nextInt(256);
        for (TestCpu machine : machines) {
            switch (what) {
                case 0 -> machine.poke(at, machine.peek(at));
                case 1, 2 -> machine.poke(at, value);
                case 3 -> {
                    machine.cpu.mmu.invalidateAll();
                    machine.cpu.execution.translationsChanged();
                }
                case 4 -> machine.cpu.mmu.revokeWrites();
                default -> { }
            }
        }
    }

    /** Puts the program of a seed into memory, ready to be run. */
    static void prepare(TestCpu machine, Mode mode, long seed) {
        prepare(machine, program(mode, seed), mode, seed);
    }

    private static RandomInstructions program(Mode mode, long seed) {
        return mode.is16Bit() ? new RandomProgram16(seed, CODE - CODE_SEGMENT, selectors(mode))
                : new RandomProgram(seed, CODE, mode.isSegmented() ? CODE_SEGMENT : 0, DATA, DEVICE);
    }

    private static Selectors selectors(Mode mode) {
        return mode == Mode.SEGMENTED_16 ? PROTECTED : REAL;
    }

    private static void prepare(TestCpu machine, RandomInstructions program, Mode mode, long seed) {
        RandomCodeTest.tables(machine, mode);
        byte[] ram = machine.socket.arena();
        byte[] code = program.bytes();
        System.arraycopy(code, 0, ram, CODE, code.length);
        Random random = new Random(seed);
        for (int page = DEVICE >>> 12; page <= DEVICE + DATA_BYTES >>> 12; page++) {
            machine.poke32(TABLE + page * 4, page << 12 | 7);
        }
        RandomKernel.install(machine, CODE, code.length, CODE + program.constant(random));
        byte[] noise = new byte[DATA_BYTES];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, ram, DATA, noise.length);
        Cpu c = machine.cpu;
        for (int i = 0; i < 8; i++) {
            c.regs[i] = random.nextInt();
        }
        c.setEflags(Eflags.IF);
        RandomCodeTest.enter(machine, mode);
        // Or an x87 exception would have to be an interrupt.
        c.setCr0(c.cr0 | Cpu.CR0_NE);
        if (mode.is16Bit()) {
            segments16(machine, mode);
        } else {
            SegmentRegister flat = c.segments[SegmentRegister.DS];
            c.segments[SegmentRegister.FS].load(flat.selector, DATA, -1, flat.attributes);
            c.segments[SegmentRegister.GS].load(flat.selector, DATA, random.nextBoolean() ? -1 : 0xFFF7, flat.attributes);
            c.regs[Cpu.ESP] = STACK;
        }
        c.updateMode();
        c.eip = CODE - c.codeBase;
    }

    private static void segments16(TestCpu machine, Mode mode) {
        if (mode == Mode.REAL) {
            RandomKernel.installReal(machine);
        }
        Selectors selectors = selectors(mode);
        RandomCodeTest.load(machine, mode, SegmentRegister.CS, selectors.code());
        RandomCodeTest.load(machine, mode, SegmentRegister.SS, mode == Mode.SEGMENTED_16 ? PROTECTED_STACK : REAL_STACK);
        RandomCodeTest.load(machine, mode, SegmentRegister.DS, selectors.data()[0]);
        RandomCodeTest.load(machine, mode, SegmentRegister.ES, selectors.data()[1]);
        RandomCodeTest.load(machine, mode, SegmentRegister.FS, selectors.data()[2]);
        RandomCodeTest.load(machine, mode, SegmentRegister.GS, selectors.device());
        machine.cpu.regs[Cpu.ESP] = SP;
    }
}
