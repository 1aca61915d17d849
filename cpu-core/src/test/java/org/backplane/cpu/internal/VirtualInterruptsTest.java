package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.CpuModel;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.Feature;
import org.backplane.cpu.internal.core.ResetState;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.mmu.internal.MmuComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** VIF in the place of IF, and INT n within an 8086 program (SDM 3B §20.3, §20.4); exceptions.txt has the exceptions. */
class VirtualInterruptsTest {
    private static final int CODE = 0x10000;
    private static final int STACK = 0x18000;
    private static final int TSS = 0x2000;
    private static final int IO_MAP = 0x88;
    private static final int IDT = 0x3000;
    private static final int GDT = 0x3800;
    private static final int GP_HANDLER = 0x4000;
    private static final int INNER_STACK = 0x6000;
    private static final int PUSHF = 0x9C;
    private static final int POPF = 0x9D;
    private static final int CLI = 0xFA;
    private static final int STI = 0xFB;
    private static final int IRET = 0xCF;
    private static final int NOP = 0x90;

    private TestCpu machine;
    private Cpu cpu;

    /** An 8086 program with IOPL 0 and CR4.VME; all software interrupts are its own. */
    private void program(Engine engine, int... code) {
        machine = engine.create(0x40000);
        cpu = machine.cpu;
        machine.poke(CODE, code);
        machine.poke32(TSS + 4, INNER_STACK);
        machine.poke32(TSS + 8, 0x10);
        machine.poke32(TSS + 0x64, IO_MAP << 16);
        cpu.tr.load(0x28, TSS, 0xFF, Descriptor.P | Descriptor.TSS32_BUSY << 8);
        machine.poke32(GDT + 8, 0xFFFF);
        machine.poke32(GDT + 12, 0x00CF9B00);
        machine.poke32(GDT + 16, 0xFFFF);
        machine.poke32(GDT + 20, 0x00CF9300);
        cpu.gdtBase = GDT;
        cpu.gdtLimit = 0x1F;
        cpu.idtBase = IDT;
        cpu.idtLimit = 0x7FF;
        machine.poke32(IDT + 13 * 8, 0x08 << 16 | GP_HANDLER);
        machine.poke32(IDT + 13 * 8 + 4, 0x8E00);
        cpu.setCr0(Cpu.CR0_ET | Cpu.CR0_PE);
        cpu.setCr4(Cpu.CR4_VME);
        cpu.setEflags(Eflags.FIXED | Eflags.VM | Eflags.IF);
        cpu.cpl = 3;
        for (SegmentRegister s : cpu.segments) {
            s.loadVirtual8086(CODE >>> 4);
        }
        cpu.regs[Cpu.ESP] = STACK - CODE;
        cpu.eip = 0;
        cpu.updateMode();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cliAndStiChangeVifAlone(Engine engine) {
        program(engine, STI, CLI);
        machine.run(1);
        assertThat(cpu.flag(Eflags.VIF)).isTrue();
        assertThat(cpu.flag(Eflags.IF)).isTrue();
        machine.run(1);
        assertThat(cpu.flag(Eflags.VIF)).isFalse();
        assertThat(cpu.flag(Eflags.IF)).as("the monitor's interrupts stay on").isTrue();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theProgramSeesVifAsIfAndIopl3(Engine engine) {
        program(engine, PUSHF, STI, PUSHF, POPF, POPF);
        machine.run(3);
        assertThat(machine.peek16(STACK - 2)).as("VIF clear").isEqualTo(0x3002);
        assertThat(machine.peek16(STACK - 4)).as("VIF set").isEqualTo(0x3202);
        machine.run(1);
        assertThat(cpu.flag(Eflags.VIF)).isTrue();
        machine.run(1);
        assertThat(cpu.flag(Eflags.VIF)).isFalse();
        assertThat(cpu.flag(Eflags.IF)).isTrue();
        assertThat(cpu.iopl()).as("IOPL is not the program's").isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSoftwareInterruptStaysInTheProgramAndIretComesBack(Engine engine) {
        program(engine, STI, 0xCD, 0x21, NOP);
        machine.poke32(0x21 * 4, 0x1100_0020);
        machine.poke(0x11020, IRET);
        machine.run(2);
        assertThat(cpu.segments[SegmentRegister.CS].selector).isEqualTo(0x1100);
        assertThat(cpu.eip).isEqualTo(0x20);
        assertThat(cpu.virtual8086()).isTrue();
        assertThat(cpu.flag(Eflags.VIF)).as("off in the handler").isFalse();
        assertThat(cpu.flag(Eflags.IF)).as("of the monitor").isTrue();
        assertThat(machine.peek16(STACK - 2)).as("the image has IF and IOPL 3").isEqualTo(0x3202);
        assertThat(machine.peek16(STACK - 4)).isEqualTo(CODE >>> 4);
        assertThat(machine.peek16(STACK - 6)).isEqualTo(3);
        machine.run(1);
        assertThat(cpu.codeBase + cpu.eip).isEqualTo(CODE + 3);
        assertThat(cpu.flag(Eflags.VIF)).as("as before the interrupt").isTrue();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withIopl3TheInterruptClearsIfItself(Engine engine) {
        program(engine, 0xCD, 0x21);
        cpu.control |= Eflags.IOPL;
        machine.poke32(0x21 * 4, 0x1100_0020);
        machine.run(1);
        assertThat(cpu.eip).isEqualTo(0x20);
        assertThat(cpu.flag(Eflags.IF)).isFalse();
        assertThat(machine.peek16(STACK - 2)).isEqualTo(0x3202);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBitOfTheMapSendsAnInterruptToTheMonitor(Engine engine) {
        program(engine, 0xCD, 0x21);
        machine.poke(TSS + IO_MAP - 32 + 0x21 / 8, 1 << (0x21 & 7));
        machine.run(1);
        assertThat(cpu.eip).isEqualTo(GP_HANDLER);
        assertThat(cpu.cpl).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anInterruptThatWaitsWhenVifComesOnIsTheMonitors(Engine engine) {
        program(engine, NOP);
        // The monitor returns to the program with both flags.
        int[] frame = {0, CODE >>> 4, Eflags.FIXED | Eflags.VM | Eflags.IF | Eflags.VIF | Eflags.VIP, STACK - CODE, CODE >>> 4,
            0, 0, 0, 0};
        for (int i = 0; i < frame.length; i++) {
            machine.poke32(INNER_STACK - 0x100 + 4 * i, frame[i]);
        }
        machine.poke(0x5000, IRET);
        cpu.setEflags(Eflags.FIXED);
        cpu.cpl = 0;
        for (SegmentRegister s : cpu.segments) {
            s.load(0x10, 0, -1, 0x00CF9300);
        }
        cpu.segments[SegmentRegister.CS].load(0x08, 0, -1, 0x00CF9B00);
        cpu.regs[Cpu.ESP] = INNER_STACK - 0x100;
        cpu.eip = 0x5000;
        cpu.updateMode();
        machine.run(2);
        assertThat(cpu.eip).as("before the first instruction of the program").isEqualTo(GP_HANDLER);
        assertThat(machine.peek32(INNER_STACK - 40)).as("the error code, below nine words").isZero();
        assertThat(machine.peek32(INNER_STACK - 36)).as("EIP").isZero();
        assertThat(machine.peek32(INNER_STACK - 28) & (Eflags.VIF | Eflags.VIP)).isEqualTo(Eflags.VIF | Eflags.VIP);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withPviProgramsOfPrivilege3HaveVifToo(Engine engine) {
        program(engine, STI, CLI);
        cpu.setCr4(Cpu.CR4_PVI);
        cpu.setEflags(Eflags.FIXED | Eflags.IF);
        for (SegmentRegister s : cpu.segments) {
            s.load(0x23, 0, -1, 0x00CFF300);
        }
        cpu.segments[SegmentRegister.CS].load(0x1B, 0, -1, 0x00CFFB00);
        cpu.eip = CODE;
        cpu.updateMode();
        machine.run(1);
        assertThat(cpu.flag(Eflags.VIF)).isTrue();
        machine.run(1);
        assertThat(cpu.flag(Eflags.VIF)).isFalse();
        assertThat(cpu.flag(Eflags.IF)).isTrue();
    }

    @Test
    void aProcessorWithoutVmeHasNeitherFlag() {
        TestSocket socket = new TestSocket(0x1000);
        CpuModel model = new CpuModel("GenuineIntel", 6, 8, 3, "", Set.of(Feature.VME));
        Cpu without = new Cpu(socket, socket, new MmuComponent().create(socket, model.paging()), model);
        ResetState.enter(without, false);
        assertThat(without.loadableFlags() & (Eflags.VIF | Eflags.VIP)).isZero();
    }
}
