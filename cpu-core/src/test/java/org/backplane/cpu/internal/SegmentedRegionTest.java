package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Translated code of which segments are not flat: what it looks at in each access, and what it takes for granted. */
class SegmentedRegionTest {
    private static final int RAM = 0x40000;
    /** Where {@link RandomCodeTest#enter} has CS in these modes. */
    private static final int CODE = 0x10000;
    private static final int START = 0x100;
    private static final int DATA_SELECTOR = 0x2000;
    private static final int DATA = DATA_SELECTOR << 4;
    private static final int HANDLER = 0x6000;

    private TestCpu machine = Engine.TRANSLATOR.create(RAM);
    private Cpu c = machine.cpu;

    private void prepare(Mode mode) {
        RandomCodeTest.tables(machine, mode);
        RandomCodeTest.enter(machine, mode);
        Arrays.fill(c.regs, 0, 8, 0);
        c.regs[Cpu.ESP] = 0xF000;
        c.setEflags(0);
        if (mode == Mode.VIRTUAL_8086) {
            c.control |= Eflags.VM;
        }
        c.eip = START;
        c.updateMode();
    }

    private void code(int... bytes) {
        machine.poke(CODE + START, bytes);
    }

    private long inRegions(int instructions) {
        long before = machine.translated().instructions();
        assertThat(machine.run(instructions)).isEqualTo(Exit.LIMIT);
        return machine.translated().instructions() - before;
    }

    @ParameterizedTest
    @EnumSource(value = Mode.class, names = {"REAL", "VIRTUAL_8086", "SEGMENTED_16"})
    void sixteenBitCodeIsTranslated(Mode mode) {
        prepare(mode);
        // add [bx+1200h],ax; inc ax; call s; jmp; s: push ax; pop dx; ret
        code(0x01, 0x87, 0x00, 0x12, 0x40, 0xE8, 0x02, 0x00, 0xEB, 0xF6, 0x50, 0x5A, 0xC3);
        machine.run(70);
        assertThat(inRegions(700)).as("nothing is left to the interpreter").isEqualTo(700);
        assertThat(c.regs[Cpu.EDX]).isEqualTo(110);
        assertThat(machine.peek16(CODE + 0x1200)).isEqualTo(109 * 110 / 2);
        assertThat(c.regs[Cpu.ESP]).isEqualTo(0xF000);
    }

    @Test
    void thirtyTwoBitCodeWithLimitsIsTranslated() {
        prepare(Mode.SEGMENTED_32);
        c.regs[Cpu.EBX] = DATA;
        // add [ebx],eax; inc eax; jmp
        code(0x01, 0x03, 0x40, 0xEB, 0xFB);
        machine.run(30);
        assertThat(inRegions(300)).isEqualTo(300);
        assertThat(machine.peek32(DATA)).isEqualTo(109 * 110 / 2);
    }

    @Test
    void segmentsAreLoadedWithinARegion() {
        prepare(Mode.REAL);
        machine.poke(DATA + 5, 7);
        machine.poke(DATA + 0x15, 11);
        // mov ds,dx; add al,[5]; inc dx; mov ds,dx; add ah,[5]; dec dx; jmp
        code(0x8E, 0xDA, 0x02, 0x06, 0x05, 0x00, 0x42, 0x8E, 0xDA, 0x02, 0x26, 0x05, 0x00, 0x4A, 0xEB, 0xF0);
        c.regs[Cpu.EDX] = DATA_SELECTOR;
        machine.run(70);
        assertThat(inRegions(70)).isEqualTo(70);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(20 * 11 << 8 | 20 * 7);
    }

    @Test
    void aLoadThatMakesSegmentsFlatLeavesTheRegion() {
        prepare(Mode.FLAT_SUPERVISOR);
        c.regs[Cpu.EDX] = 0x10;
        c.regs[Cpu.ESI] = 0x48;
        c.regs[Cpu.ESP] = 0xF000;
        c.eip = CODE + START;
        // mov ds,esi (not flat); inc eax; mov ds,edx (flat); inc ecx; jmp
        code(0x8E, 0xDE, 0x40, 0x8E, 0xDA, 0x41, 0xEB, 0xF8);
        machine.run(50);
        assertThat(inRegions(500)).as("each region up to its change of mode").isGreaterThan(400);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(110);
        assertThat(c.regs[Cpu.ECX]).isEqualTo(110);
    }

    @Test
    void theSameCodeThroughAnotherSegmentIsNotTakenForIt() {
        prepare(Mode.REAL);
        // call s; jmp; s: pop ax; push ax; ret: where it was called from
        code(0xE8, 0x02, 0x00, 0xEB, 0xFB, 0x58, 0x50, 0xC3);
        machine.run(50);
        assertThat(inRegions(50)).isEqualTo(50);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(START + 3);
        RandomCodeTest.load(machine, Mode.REAL, SegmentRegister.CS, (CODE >> 4) - 1);
        c.updateMode();
        c.eip = START + 0x10;
        machine.run(50);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(START + 0x13);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "CHECK"})
    void anAccessBeyondTheLimitFaultsWithExactState(Engine engine) {
        machine = engine.create(RAM);
        c = machine.cpu;
        prepare(Mode.REAL);
        // add ax,7; mov dx,[bx]; add bx,3; jmp: it walks through DS until a word is half outside of it
        code(0x83, 0xC0, 0x07, 0x8B, 0x17, 0x83, 0xC3, 0x03, 0xEB, 0xF6);
        machine.poke32(Vector.GP * 4, HANDLER);
        machine.poke(HANDLER, 0xF4);
        assertThat(machine.run(100_000)).isEqualTo(Exit.HALTED);
        int rounds = 0xFFFF / 3;
        assertThat(c.regs[Cpu.EBX]).isEqualTo(0xFFFF);
        assertThat(c.regs[Cpu.EAX] & 0xFFFF).isEqualTo((rounds + 1) * 7 & 0xFFFF);
        assertThat(machine.peek16(CODE + c.regs[Cpu.ESP])).as("IP of the load").isEqualTo(START + 3);
        assertThat(c.execution.retired()).as("the delivery and HLT count too").isEqualTo(4L * rounds + 3);
    }
}
