package org.backplane.cpu.internal.vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.simd.Sse;

/**
 * Executes recorded instructions in flat ring 3, as they were recorded; an engine that translates has done so before. An exception is caught by gates to HLT
 * instructions in ring 0; its frame tells the state at the exception.
 */
final class SiliconStep {
    private static final int CODE = 0x201000;
    /** A jump to the code: translators count blocks that something leads to. */
    private static final int JUMP = CODE - 0x10;
    private static final int DATA = 0x210000;
    private static final int STACK = 0x220000;
    private static final int AREA = 0x1000;
    private static final int STACK_SEED = 0x9E3779B9;
    private static final int IDT = 0x1000;
    private static final int GDT = 0x2000;
    private static final int TSS = 0x3000;
    private static final int HANDLERS = 0x4000;
    private static final int KERNEL_STACK = 0x8000;
    private static final int STATUS = 0xCD5;
    private static final int HLT = 0xF4;

    private final TestCpu machine;
    private final Cpu cpu;
    private final boolean translates;
    private final byte[] before = new byte[2 * AREA];
    private byte[] loaded = {};

    SiliconStep(Engine engine) {
        machine = engine.create(4 << 20, Integer.MAX_VALUE);
        cpu = machine.cpu;
        translates = engine.translates();
        machine.poke(JUMP, 0xE9, CODE - JUMP - 5, 0, 0, 0);
        descriptor(0x08, 0, -1, 0x00C09B00);
        descriptor(0x10, 0, -1, 0x00C09300);
        descriptor(0x20, 0, -1, 0x00C0FB00);
        descriptor(0x28, 0, -1, 0x00C0F300);
        descriptor(0x30, TSS, 0x67, 0x00008B00);
        machine.poke32(TSS + 4, KERNEL_STACK);
        machine.poke32(TSS + 8, 0x10);
        // No I/O permission bit map.
        machine.poke32(TSS + 0x64, 0x68 << 16);
        for (int vector = 0; vector < 32; vector++) {
            int handler = HANDLERS + vector;
            machine.poke(handler, HLT);
            int dpl = vector == 3 || vector == 4 ? 3 : 0;
            machine.poke32(IDT + 8 * vector, 0x08 << 16 | handler & 0xFFFF);
            machine.poke32(IDT + 8 * vector + 4, handler & 0xFFFF0000 | 0x8E00 | dpl << 13);
        }
    }

    private void descriptor(int selector, int base, int limit, int attributes) {
        machine.poke32(GDT + selector, limit & 0xFFFF | base << 16);
        machine.poke32(GDT + selector + 4,
                base & 0xFF000000 | base >>> 16 & 0xFF | attributes | (limit < 0 ? 0xF0000 : 0));
    }

    /** Runs a case; the differences, empty if there are none. */
    List<String> differences(SiliconCase test) {
        if (translates && !Arrays.equals(loaded, test.code)) {
            translate(test);
        }
        load(test);
        int start = cpu.eip;
        Exit exit;
        do {
            exit = machine.run(1);
        } while (exit == Exit.LIMIT && cpu.eip == start && cpu.cpl == 3 && test.trapVector < 0 && test.eip != 0);
        return compare(test);
    }

    /** Instructions that were executed as translated code. */
    long translated() {
        return machine.translated().instructions();
    }

    /** Executes the instruction once, so that it has been translated when it is executed to be compared. */
    private void translate(SiliconCase test) {
        load(test);
        cpu.eip = JUMP;
        machine.run(2);
    }

    private void load(SiliconCase test) {
        cpu.execution.reset();
        cpu.setCr0(Cpu.CR0_PE | Cpu.CR0_ET | Cpu.CR0_NE);
        cpu.setCr4(Sse.CR4_OSFXSR | Sse.CR4_OSXMMEXCPT);
        cpu.setEflags(test.eflags | Eflags.IF | Eflags.FIXED);
        for (SegmentRegister s : cpu.segments) {
            s.load(0x2B, 0, -1, 0x00C0F300);
        }
        cpu.segments[SegmentRegister.FS].loadNull(0);
        cpu.segments[SegmentRegister.CS].load(0x23, 0, -1, 0x00C0FB00);
        cpu.tr.load(0x30, TSS, 0x67, Descriptor.P | Descriptor.TSS32_BUSY << 8);
        cpu.gdtBase = GDT;
        cpu.gdtLimit = 0x37;
        cpu.idtBase = IDT;
        cpu.idtLimit = 0xFF;
        cpu.cpl = 3;
        cpu.updateMode();
        System.arraycopy(test.registers, 0, cpu.regs, 0, 8);
        cpu.eip = CODE;
        if (test.fpu != null) {
            FpuImage.load(cpu, test);
        }
        fill(DATA, test.seed);
        fill(STACK, test.seed ^ STACK_SEED);
        for (Map.Entry<Integer, byte[]> patch : test.memory.entrySet()) {
            System.arraycopy(patch.getValue(), 0, machine.socket.arena(), DATA + patch.getKey(), patch.getValue().length);
        }
        System.arraycopy(machine.socket.arena(), DATA, before, 0, AREA);
        System.arraycopy(machine.socket.arena(), STACK, before, AREA, AREA);
        if (!Arrays.equals(loaded, test.code)) {
            loaded = test.code;
            for (int i = 0; i < test.code.length; i++) {
                machine.poke(CODE + i, test.code[i]);
            }
            // A block of this instruction alone: what has more than the budget allows is interpreted.
            machine.poke(CODE + test.code.length, HLT);
        }
    }

    private void fill(int area, int seed) {
        byte[] arena = machine.socket.arena();
        int x = seed;
        for (int i = 0; i < AREA; i += 4) {
            x ^= x << 13;
            x ^= x >>> 17;
            x ^= x << 5;
            arena[area + i] = (byte) x;
            arena[area + i + 1] = (byte) (x >>> 8);
            arena[area + i + 2] = (byte) (x >>> 16);
            arena[area + i + 3] = (byte) (x >>> 24);
        }
    }

    private List<String> compare(SiliconCase test) {
        List<String> differences = new ArrayList<>();
        int eip = cpu.eip;
        int eflags = cpu.eflags();
        int esp = cpu.regs[Cpu.ESP];
        if (cpu.cpl == 0) {
            int vector = cpu.eip - HANDLERS;
            boolean code = Vector.hasErrorCode(vector);
            int frame = cpu.regs[Cpu.ESP] + (code ? 4 : 0);
            int errorCode = code ? machine.peek32(cpu.regs[Cpu.ESP]) : 0;
            eip = machine.peek32(frame);
            eflags = machine.peek32(frame + 8);
            esp = machine.peek32(frame + 12);
            if (vector != test.trapVector || errorCode != test.trapErrorCode) {
                differences.add("raised " + vector + ":" + Integer.toHexString(errorCode));
            }
        } else if (test.trapVector >= 0) {
            differences.add("did not raise " + test.trapVector);
        }
        check(differences, "eip", eip - CODE, test.eip);
        for (int i = 0; i < 8; i++) {
            check(differences, "register " + i, i == Cpu.ESP ? esp : cpu.regs[i], test.expectedRegisters[i]);
        }
        int mask = STATUS & ~test.undefinedEflags;
        check(differences, "eflags", eflags & mask, test.expectedEflags & mask);
        compareMemory(test, differences);
        if (test.fpu != null) {
            FpuImage.compare(cpu, test, differences);
        }
        return differences;
    }

    private void compareMemory(SiliconCase test, List<String> differences) {
        byte[] expected = before.clone();
        for (Map.Entry<Integer, byte[]> patch : test.expectedMemory.entrySet()) {
            int offset = patch.getKey() >= STACK - DATA ? patch.getKey() - (STACK - DATA) + AREA : patch.getKey();
            System.arraycopy(patch.getValue(), 0, expected, offset, patch.getValue().length);
        }
        for (int i = 0; i < expected.length; i++) {
            int address = i < AREA ? DATA + i : STACK + i - AREA;
            if (machine.peek(address) != (expected[i] & 0xFF)) {
                differences.add(String.format("[%x] is %02x, should be %02x", address, machine.peek(address),
                        expected[i] & 0xFF));
            }
        }
    }

    private static void check(List<String> differences, String what, int actual, int expected) {
        if (actual != expected) {
            differences.add(String.format("%s is %x, should be %x", what, actual, expected));
        }
    }
}
