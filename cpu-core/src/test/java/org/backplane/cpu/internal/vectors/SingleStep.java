package org.backplane.cpu.internal.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;

/** Executes single-step tests in real mode and says how the outcome differs; an engine that translates has executed each of them before. */
final class SingleStep {
    private static final int RAM_BYTES = 16 << 20;
    /** Registers by the processor's numbers in the order of the files; -1 for those that are handled by name. */
    private static final int[] GENERAL_16 = {Cpu.EAX, Cpu.EBX, Cpu.ECX, Cpu.EDX, -1, -1, -1, -1, Cpu.ESP, Cpu.EBP, Cpu.ESI,
        Cpu.EDI, -1, -1};
    private static final int[] SEGMENTS_16 = {-1, -1, -1, -1, SegmentRegister.CS, SegmentRegister.SS, SegmentRegister.DS,
        SegmentRegister.ES, -1, -1, -1, -1, -1, -1};
    private static final int[] GENERAL_32 = {-1, -1, Cpu.EAX, Cpu.EBX, Cpu.ECX, Cpu.EDX, Cpu.ESI, Cpu.EDI, Cpu.EBP,
        Cpu.ESP, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
    private static final int[] SEGMENTS_32 = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, SegmentRegister.CS,
        SegmentRegister.DS, SegmentRegister.ES, SegmentRegister.FS, SegmentRegister.GS, SegmentRegister.SS, -1, -1, -1,
        -1};

    /** A jump to the instruction behind it: translators count blocks that something leads to. */
    private static final int[] JUMP = {0xEB, 0x00};

    private final TestCpu machine;
    private final Cpu cpu;
    private final boolean is32;
    private final boolean translates;
    private final int ip;
    private final int flags;
    private final int knownFlags;

    /**
     * Makes a stepper.
     *
     * @param is32 whether the tests are of a 386, with 32-bit registers, or of a 286
     */
    SingleStep(Engine engine, boolean is32) {
        this.machine = engine.create(RAM_BYTES, Integer.MAX_VALUE);
        this.translates = engine.translates();
        this.cpu = machine.cpu;
        this.is32 = is32;
        this.ip = is32 ? 16 : 12;
        this.flags = is32 ? 17 : 13;
        this.knownFlags = is32 ? 0x7FFF : 0x0FFF;
    }

    /** Runs a test; the differences, empty if there are none. */
    List<String> differences(MooFile.Case test, int flagsMask) {
        if (translates) {
            translate(test);
        }
        load(test.initial);
        int start = cpu.eip;
        do {
            machine.run(1);
        } while (cpu.eip == start && isRepeated(test) && (cpu.regs[Cpu.ECX] & 0xFFFF) != 0 && test.exception < 0);
        List<String> differences = compare(test, flagsMask);
        cpu.execution.reset();
        for (MooFile.State state : List.of(test.initial, test.last)) {
            for (int address : state.ramAddresses) {
                machine.poke(address, 0);
            }
        }
        return differences;
    }

    /** Instructions that were executed as translated code. */
    long translated() {
        return machine.translated().instructions();
    }

    /** Executes the instruction once, so that it has been translated when it is executed to be compared. */
    private void translate(MooFile.Case test) {
        load(test.initial);
        cpu.eip -= JUMP.length;
        int jump = cpu.codeBase + cpu.eip;
        if (cpu.eip >= 0 && jump >= 0 && jump < RAM_BYTES - JUMP.length) {
            machine.poke(jump, JUMP);
            machine.run(2);
            cpu.execution.reset();
            machine.poke(jump, 0, 0);
            // What is in its place already must not be written: code would have to be translated anew.
            IntStream.of(test.last.ramAddresses).filter(address -> IntStream.of(test.initial.ramAddresses).noneMatch(known -> known == address))
                    .forEach(address -> machine.poke(address, 0));
        }
    }

    /** Whether the instruction has a repeat prefix, so that one step of it may be one iteration. */
    private static boolean isRepeated(MooFile.Case test) {
        for (byte b : test.bytes) {
            switch (b & 0xFF) {
                case 0xF2, 0xF3 -> {
                    return true;
                }
                case 0x26, 0x2E, 0x36, 0x3E, 0x64, 0x65, 0x66, 0x67 -> { }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private void load(MooFile.State state) {
        for (int i = 0; i < state.ramAddresses.length; i++) {
            if (machine.peek(state.ramAddresses[i]) != (state.ramValues[i] & 0xFF)) {
                machine.poke(state.ramAddresses[i], state.ramValues[i]);
            }
        }
        for (int i = 0; i <= flags; i++) {
            int value = state.registers[i];
            if (general(i) >= 0) {
                cpu.regs[general(i)] = value;
            } else if (segment(i) >= 0) {
                machine.realSegment(segment(i), value & 0xFFFF);
            }
        }
        cpu.eip = state.registers[ip];
        cpu.setEflags(state.registers[flags] & (is32 ? -1 : knownFlags));
        cpu.updateMode();
        cpu.execution.translationsChanged();
    }

    private int general(int position) {
        return (is32 ? GENERAL_32 : GENERAL_16)[position];
    }

    private int segment(int position) {
        return (is32 ? SEGMENTS_32 : SEGMENTS_16)[position];
    }

    private List<String> compare(MooFile.Case test, int flagsMask) {
        List<String> differences = new ArrayList<>();
        String[] names = is32 ? MooFile.REGISTERS_32 : MooFile.REGISTERS_16;
        for (int i = is32 ? 2 : 0; i <= flags; i++) {
            int expected = test.last.given[i] ? test.last.registers[i] : test.initial.registers[i];
            int mask = i == flags ? flagsMask & knownFlags : is32 ? -1 : 0xFFFF;
            int actual = actual(i);
            if ((expected & mask) != (actual & mask)) {
                differences.add(String.format("%s is %x, should be %x", names[i], actual & mask, expected & mask));
            }
        }
        for (int i = 0; i < test.last.ramAddresses.length; i++) {
            int address = test.last.ramAddresses[i];
            int mask = 0xFF;
            if (test.exception >= 0) {
                int inFlags = address - pushedFlags(test.initial);
                mask = inFlags == 0 ? flagsMask & 0xFF : inFlags == 1 ? (flagsMask & knownFlags) >>> 8 : mask;
            }
            int expected = test.last.ramValues[i] & mask;
            int actual = machine.peek(address) & mask;
            if (expected != actual) {
                differences.add(String.format("[%x] is %02x, should be %02x", address, actual, expected));
            }
        }
        return differences;
    }

    /** Where the exception pushed the flags. The files give this address too, but with bit 0 cleared. */
    private int pushedFlags(MooFile.State initial) {
        int ss = initial.registers[is32 ? 15 : 5];
        int sp = initial.registers[is32 ? 9 : 8];
        return (ss << 4) + (sp - 2 & 0xFFFF);
    }

    private int actual(int position) {
        if (general(position) >= 0) {
            return cpu.regs[general(position)];
        }
        if (segment(position) >= 0) {
            return cpu.segments[segment(position)].selector;
        }
        // The harness of the files executes a HLT after the instruction, unless that is one itself.
        return position == ip ? cpu.eip + (cpu.execution.halted() ? 0 : 1) : cpu.eflags();
    }
}
