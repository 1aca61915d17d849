package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * REP MOVS and STOS, REPE CMPS and REPNE SCAS upwards and downwards, over pages, over themselves and around the end of a segment, held against a loop that does one element after the
 * other (SDM 2, REP).
 */
class RepeatedRunsTest {
    private static final int MEMORY = 0x20000;
    private static final int CODE_SEGMENT = 0x1F00;
    private static final int SEGMENT = 0x10000;
    private static final int CASES = 400;
    private static final int MOVSB = 0xA4;
    private static final int STOSB = 0xAA;
    private static final int CMPSB = 0xA6;
    private static final int SCASB = 0xAE;
    private static final int REP = 0xF3;
    private static final int REPNE = 0xF2;
    private static final int MOVS = 0;
    private static final int STOS = 1;
    private static final int CMPS = 2;
    private static final int SCAS = 3;

    /** A repeated instruction and what it shall do. */
    private static final class Case {
        private final Random random;
        private final int operation;
        private final int width;
        private final boolean down;
        private final byte[] memory = new byte[MEMORY];
        private final int base;
        private final int value;
        private int source;
        private int destination;
        private int count;
        private boolean equal;

        Case(int number) {
            random = new Random(number);
            operation = number % 4;
            width = 1 << random.nextInt(3);
            down = random.nextBoolean();
            base = random.nextBoolean() ? 0 : random.nextInt(0x1000) << 4 & 0xEFF0;
            value = random.nextInt(2) * 0x01010101;
            // A segment ends between elements, so that none lies across its end.
            source = place();
            destination = random.nextBoolean() ? place() : source + width * (random.nextInt(9) - 4) & SEGMENT - width;
            count = random.nextInt(3000);
            if (operation == MOVS || operation == STOS) {
                random.nextBytes(memory);
            } else {
                // Mostly equal, so that comparisons go on for a while.
                memory[random.nextInt(MEMORY)] = 1;
                memory[random.nextInt(MEMORY)] = 1;
            }
        }

        private int place() {
            int near = random.nextBoolean() ? random.nextInt(16) << 12 : random.nextInt(SEGMENT);
            return near + random.nextInt(64) - 32 & SEGMENT - width;
        }

        int opcode() {
            return new int[] {MOVSB, STOSB, CMPSB, SCASB}[operation] | (width == 1 ? 0 : 1);
        }

        int prefix() {
            return operation == SCAS ? REPNE : REP;
        }

        private int read(int address) {
            int read = 0;
            for (int i = 0; i < width; i++) {
                read |= (memory[address + i] & 0xFF) << 8 * i;
            }
            return read;
        }

        private void write(int address, int written) {
            for (int i = 0; i < width; i++) {
                memory[address + i] = (byte) (written >>> 8 * i);
            }
        }

        void execute() {
            boolean more = true;
            int all = -1 >>> 32 - 8 * width;
            while (count > 0 && more) {
                int to = base + destination;
                switch (operation) {
                    case MOVS -> write(to, read(source));
                    case STOS -> write(to, value);
                    case CMPS -> more = equal = read(source) == read(to);
                    default -> more = !(equal = (value & all) == read(to));
                }
                count--;
                int stride = down ? -width : width;
                source = operation == MOVS || operation == CMPS ? source + stride & SEGMENT - 1 : source;
                destination = destination + stride & SEGMENT - 1;
            }
        }
    }

    private static TestCpu machine(Engine engine, Case c) {
        TestCpu machine = engine.create(MEMORY);
        machine.realSegments();
        machine.realSegment(SegmentRegister.CS, CODE_SEGMENT);
        machine.realSegment(SegmentRegister.ES, c.base >> 4);
        // An operand size of 32 bits, which a byte has no use for; HLT.
        byte[] code = {0x66, (byte) c.prefix(), (byte) c.opcode(), (byte) 0xF4};
        int without = c.width == 2 ? 1 : 0;
        System.arraycopy(code, without, c.memory, CODE_SEGMENT << 4, code.length - without);
        System.arraycopy(c.memory, 0, machine.socket.arena(), 0, MEMORY);
        machine.written();
        machine.cpu.eip = 0;
        machine.cpu.regs[Cpu.EAX] = c.value;
        machine.cpu.regs[Cpu.ECX] = c.count;
        machine.cpu.regs[Cpu.ESI] = c.source;
        machine.cpu.regs[Cpu.EDI] = c.destination;
        machine.cpu.setFlag(Eflags.DF, c.down);
        return machine;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void repetitionsAreAsManySingleSteps(Engine engine) {
        for (int number = 0; number < CASES; number++) {
            Case c = new Case(number);
            TestCpu machine = machine(engine, c);
            int count = c.count;
            c.execute();
            String what = "case " + number;
            assertThat(machine.run(10_000)).as(what).isEqualTo(Exit.HALTED);
            assertThat(Arrays.mismatch(machine.socket.arena(), c.memory)).as("%s, first byte that differs", what).isEqualTo(-1);
            assertThat(machine.cpu.regs[Cpu.ECX]).as("%s, CX", what).isEqualTo(c.count);
            assertThat(machine.cpu.regs[Cpu.ESI]).as("%s, SI", what).isEqualTo(c.source);
            assertThat(machine.cpu.regs[Cpu.EDI]).as("%s, DI", what).isEqualTo(c.destination);
            if (c.operation >= CMPS && count > 0) {
                assertThat((machine.cpu.eflags() & Eflags.ZF) != 0).as("%s, ZF", what).isEqualTo(c.equal);
            }
            assertThat(machine.cpu.execution.retired()).as("%s, iterations and HLT", what).isEqualTo(Math.max(1, count - c.count) + 1);
        }
    }
}
