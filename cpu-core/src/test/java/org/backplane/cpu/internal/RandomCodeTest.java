package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.fpu.Fpu;
import org.backplane.cpu.internal.simd.Sse;
import org.backplane.cpu.internal.simd.Xmm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random bytes as code, on both engines in lock step: whatever a guest executes, no Java exception comes out, and the
 * engines agree in every register, in memory and in what they did to ports and devices. The code lies among its own data,
 * so it modifies itself.
 */
class RandomCodeTest {
    private static final int RAM = 0x40000;
    private static final int PROGRAMS = Integer.getInteger("backplane.random.programs", 300);
    private static final int STEPS = 60;
    private static final int GDT = 0x1000;
    private static final int IDT = 0x1800;
    private static final int TSS = 0x2000;
    private static final int DIRECTORY = 0x3000;
    private static final int TABLE = 0x4000;
    private static final int HANDLER = 0x5000;
    private static final int CODE = 0x10000;

    /** Where the code runs. */
    enum Mode {
        REAL, FLAT_SUPERVISOR, FLAT_USER, PAGED_USER, VIRTUAL_8086, SEGMENTED_16, SEGMENTED_32;

        boolean isSegmented() {
            return this == SEGMENTED_16 || this == SEGMENTED_32;
        }

        /** Whether code has 16-bit operands and addresses. */
        boolean is16Bit() {
            return this == REAL || this == VIRTUAL_8086 || this == SEGMENTED_16;
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theInterpreterIsRightOnRandomCode(Mode mode) {
        compare(Engine.INTERPRETER, mode, PROGRAMS);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void theTranslatorIsRightOnRandomCode(Mode mode) {
        compare(Engine.TRANSLATOR, mode, PROGRAMS / 5);
    }

    private static void compare(Engine engine, Mode mode, int programs) {
        long executed = 0;
        for (int seed = 0; seed < programs; seed++) {
            TestCpu interpreter = engine.create(RAM);
            TestCpu evaluator = Engine.EVALUATOR.create(RAM);
            prepare(interpreter, mode, seed);
            prepare(evaluator, mode, seed);
            Random lengths = new Random(seed);
            for (int step = 0; step < STEPS; step++) {
                int instructions = 1 + lengths.nextInt(40);
                Exit exit = interpreter.run(instructions);
                assertThat(evaluator.run(instructions)).as("%s seed %d step %d", mode, seed, step).isEqualTo(exit);
                assertThat(state(interpreter)).as("%s seed %d step %d", mode, seed, step).isEqualTo(state(evaluator));
                if (exit != Exit.LIMIT) {
                    break;
                }
                executed += instructions;
            }
            int difference = Arrays.mismatch(interpreter.socket.arena(), evaluator.socket.arena());
            assertThat(difference).as("%s seed %d: first byte of RAM that differs", mode, seed).isEqualTo(-1);
            assertThat(interpreter.socket.portLog).as("ports").isEqualTo(evaluator.socket.portLog);
            assertThat(interpreter.socket.deviceLog).as("devices").isEqualTo(evaluator.socket.deviceLog);
        }
        assertThat(executed).as("programs must not all end at once").isGreaterThan(programs * 50L);
    }

    private static void prepare(TestCpu machine, Mode mode, int seed) {
        Random random = new Random(seed * 31L + mode.ordinal());
        Cpu c = machine.cpu;
        byte[] ram = machine.socket.arena();
        byte[] noise = new byte[RAM - CODE];
        random.nextBytes(noise);
        favourCommonOpcodes(noise, random);
        System.arraycopy(noise, 0, ram, CODE, noise.length);
        tables(machine, mode);
        for (int i = 0; i < 8; i++) {
            c.regs[i] = random.nextInt(3) == 0 ? random.nextInt() : CODE + random.nextInt(0x20000);
        }
        c.setEflags(random.nextInt() & (Eflags.STATUS | Eflags.DF) | (random.nextInt(8) == 0 ? Eflags.TF : 0));
        c.setCr4(random.nextInt(4) == 0 ? 0 : Sse.CR4_OSFXSR | Sse.CR4_OSXMMEXCPT);
        c.xmm.setMxcsr(random.nextInt() & Xmm.MXCSR_MASK);
        enter(machine, mode);
        c.updateMode();
    }

    /** Half of the bytes begin instructions that do something, so that programs run for a while. */
    private static void favourCommonOpcodes(byte[] noise, Random random) {
        int[] common = {0xD8, 0xD9, 0xDB, 0xDD, 0xDF, 0x0F, 0x01, 0x29, 0x31, 0x39, 0x89, 0x8B, 0x88, 0x40, 0x48, 0x83, 0x75, 0x74, 0x72, 0x0F, 0xA4, 0xAA,
            0xC1, 0xD3, 0x50, 0x58, 0x85, 0x3D, 0xEB, 0xE2, 0xF7, 0x66, 0x67, 0xF3, 0x87, 0x80};
        for (int i = 0; i < noise.length; i++) {
            if (random.nextBoolean()) {
                noise[i] = (byte) common[random.nextInt(common.length)];
            }
        }
    }

    static void tables(TestCpu machine, Mode mode) {
        descriptor(machine, 0x08, 0, -1, 0x00CF9B00);
        descriptor(machine, 0x10, 0, -1, 0x00CF9300);
        descriptor(machine, 0x18, 0, -1, 0x00CFFB00);
        descriptor(machine, 0x20, 0, -1, 0x00CFF300);
        descriptor(machine, 0x28, TSS, 0x67, 0x00008B00);
        descriptor(machine, 0x30, CODE, 0xFFFF, 0x00009B00);
        descriptor(machine, 0x38, CODE, 0xFFFF, 0x00009300);
        // A segment of 192 KiB for code, one of 384 KiB for data, and 16-bit segments: code, data of several kinds, stack, device.
        descriptor(machine, 0x40, CODE, 0xFFFF, 0x00429B00);
        descriptor(machine, 0x48, 0, 0xFFFF, 0x00459300);
        descriptor(machine, 0x50, CODE - RandomProgram16.ALIAS_DISTANCE, 0xFFFF, 0x00009B00);
        descriptor(machine, 0x58, 0x20000, 0xFFFF, 0x00009300);
        descriptor(machine, 0x60, 0x1F800, 0x8FFF, 0x00009300);
        descriptor(machine, 0x68, 0x1C370, 0x3FFF, 0x00009700);
        descriptor(machine, 0x70, 0x30000, 0xFFFF, 0x00009300);
        descriptor(machine, 0x78, 0x50000, 0xFFFF, 0x00009300);
        machine.poke32(TSS + 4, 0xF000);
        machine.poke32(TSS + 8, 0x10);
        machine.poke32(TSS + 0x64, 0x68 << 16);
        // The handlers: real mode and 32-bit alike skip nothing and return.
        machine.poke(HANDLER, 0x83, 0xC4, 0x04, 0xCF);
        machine.poke(HANDLER + 8, 0xCF);
        for (int vector = 0; vector < 256; vector++) {
            boolean errorCode = Vector.hasErrorCode(vector);
            int handler = HANDLER + (errorCode ? 0 : 8);
            if (mode == Mode.REAL) {
                machine.poke32(vector * 4, HANDLER + 8);
            } else {
                machine.poke32(IDT + vector * 8, 0x08 << 16 | handler);
                machine.poke32(IDT + vector * 8 + 4, 0x8E00 | (vector > 32 ? 0x6000 : 0));
            }
        }
        machine.poke32(DIRECTORY, TABLE | 7);
        for (int page = 0; page < RAM >>> 12; page++) {
            boolean kernel = page < CODE >>> 12;
            int rights = kernel ? 3 : page % 7 == 3 ? 0 : page % 5 == 2 ? 5 : 7;
            machine.poke32(TABLE + page * 4, page << 12 | rights);
        }
    }

    private static void descriptor(TestCpu machine, int selector, int base, int limit, int attributes) {
        machine.poke32(GDT + selector, limit & 0xFFFF | base << 16);
        machine.poke32(GDT + selector + 4, base & 0xFF000000 | base >>> 16 & 0xFF | attributes);
    }

    static void enter(TestCpu machine, Mode mode) {
        Cpu c = machine.cpu;
        c.gdtBase = GDT;
        c.gdtLimit = 0x7F;
        c.idtBase = mode == Mode.REAL ? 0 : IDT;
        c.idtLimit = 0x7FF;
        c.tr.load(0x28, TSS, 0x67, Descriptor.P | Descriptor.TSS32_BUSY << 8);
        if (mode != Mode.REAL) {
            c.setCr0(c.cr0 | Cpu.CR0_PE);
        }
        switch (mode) {
            case REAL, VIRTUAL_8086 -> {
                if (mode == Mode.VIRTUAL_8086) {
                    c.control |= Eflags.VM;
                    c.cpl = 3;
                }
                for (SegmentRegister s : c.segments) {
                    if (mode == Mode.REAL) {
                        s.load(CODE >>> 4, CODE, 0xFFFF, SegmentRegister.REAL_MODE_DATA);
                    } else {
                        s.loadVirtual8086(CODE >>> 4);
                    }
                }
                c.eip = 0x100;
            }
            case SEGMENTED_32 -> {
                for (SegmentRegister s : c.segments) {
                    s.load(0x48, 0, 0x5FFFF, 0x00459300);
                }
                c.segments[SegmentRegister.CS].load(0x40, CODE, 0x2FFFF, 0x00429B00);
                c.eip = 0x100;
            }
            case SEGMENTED_16 -> {
                for (SegmentRegister s : c.segments) {
                    s.load(0x38, CODE, 0xFFFF, 0x9300);
                }
                c.segments[SegmentRegister.CS].load(0x30, CODE, 0xFFFF, 0x9B00);
                c.eip = 0x100;
            }
            default -> {
                boolean user = mode != Mode.FLAT_SUPERVISOR;
                for (SegmentRegister s : c.segments) {
                    s.load(user ? 0x23 : 0x10, 0, -1, user ? 0x00CFF300 : 0x00CF9300);
                }
                c.segments[SegmentRegister.CS].load(user ? 0x1B : 8, 0, -1, user ? 0x00CFFB00 : 0x00CF9B00);
                c.cpl = user ? 3 : 0;
                c.eip = CODE + 0x100;
                if (mode == Mode.PAGED_USER) {
                    c.setCr3(DIRECTORY);
                    c.setCr0(c.cr0 | Cpu.CR0_PG | Cpu.CR0_WP);
                }
            }
        }
    }

    /** Loads a segment register as a mode does, without updating what depends on it. */
    static void load(TestCpu machine, Mode mode, int register, int selector) {
        SegmentRegister s = machine.cpu.segments[register];
        switch (mode) {
            case REAL -> s.load(selector, selector << 4, 0xFFFF, SegmentRegister.REAL_MODE_DATA);
            case VIRTUAL_8086 -> s.loadVirtual8086(selector);
            default -> {
                int low = machine.peek32(GDT + selector);
                int high = machine.peek32(GDT + selector + 4);
                s.load(selector, Descriptor.base(low, high), Descriptor.limit(low, high), high);
            }
        }
    }

    static List<String> state(TestCpu machine) {
        Cpu c = machine.cpu;
        List<String> state = new ArrayList<>();
        RegisterList.of(c).forEach(r -> state.add(r.name + "=" + Long.toHexString(r.value) + " " + r.text));
        state.add("retired " + c.execution.retired());
        state.add("x87 " + Arrays.toString(Arrays.copyOf(c.fpu.se, Fpu.MEMORY)) + Arrays.toString(Arrays.copyOf(c.fpu.sig, Fpu.MEMORY))
                + " tags %x control %x status %x".formatted(c.fpu.tagWord(), c.fpu.control(), c.fpu.statusWord())
                + " at %x:%x operand %x:%x opcode %x".formatted(c.fpu.instructionSelector, c.fpu.instructionPointer,
                c.fpu.operandSelector, c.fpu.operandPointer, c.fpu.opcode));
        state.add("xmm " + Arrays.toString(c.xmm.words));
        return state;
    }
}
