package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Descriptor;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Alignment checks (SDM 3A §6.15, interrupt 17): at CPL 3 with CR0.AM and EFLAGS.AC set. */
class AlignmentCheckTest {
    private static final int CODE = 0x1000;
    private static final int HANDLERS = 0x2000;
    private static final int IDT = 0x3000;
    private static final int GDT = 0x4000;
    private static final int PAGE_DIRECTORY = 0x9000;
    private static final int STACK = 0x8000;
    private static final int CR4_PSE = 1 << 4;
    private static final int NONE = -1;
    private static final int PF = 14;
    private static final int AC = 17;
    private static final int FLAT_ATTRIBUTES = Descriptor.P | Descriptor.S | Descriptor.WRITABLE | Descriptor.ACCESSED
            | Descriptor.DB | Descriptor.G;

    private TestCpu machine;
    private Cpu cpu;

    /** A processor in flat protected mode whose exceptions are delivered at its own level, through conforming code. */
    private void at(Engine engine, int cpl, String code) {
        machine = engine.create(1 << 20);
        cpu = machine.cpu;
        cpu.setCr0(Cpu.CR0_PE | Cpu.CR0_ET | Cpu.CR0_AM);
        int privilege = cpl << Descriptor.DPL_SHIFT;
        for (SegmentRegister s : cpu.segments) {
            s.load(0x18 | cpl, 0, -1, FLAT_ATTRIBUTES | privilege);
        }
        cpu.segments[SegmentRegister.CS].load(0x10 | cpl, 0, -1, FLAT_ATTRIBUTES | Descriptor.CODE | privilege);
        cpu.cpl = cpl;
        for (int vector = 0; vector < 32; vector++) {
            machine.poke32(IDT + vector * 8, 0x10 << 16 | HANDLERS + vector * 4);
            machine.poke32(IDT + vector * 8 + 4, 0x8E00);
            machine.poke(HANDLERS + vector * 4, 0xEB, 0xFE);
        }
        cpu.gdtBase = GDT;
        cpu.gdtLimit = 0xFF;
        machine.poke32(GDT + 0x10, 0x0000FFFF);
        machine.poke32(GDT + 0x14, 0x00CF9F00);
        cpu.idtBase = IDT;
        cpu.idtLimit = 0xFF;
        byte[] bytes = HexFormat.of().parseHex(code);
        for (int i = 0; i < bytes.length; i++) {
            machine.poke(CODE + i, bytes[i] & 0xFF);
        }
        cpu.eip = CODE;
        cpu.regs[Cpu.ESP] = STACK;
        cpu.changeEflags(Eflags.AC);
    }

    /** Executes one instruction; the vector of the exception that it raised, or -1. */
    private int run() {
        machine.run(1);
        return cpu.eip >= HANDLERS && cpu.eip < HANDLERS + 32 * 4 ? cpu.eip - HANDLERS >> 2 : NONE;
    }

    /** SDM 3A table 6-7: words at even addresses, doublewords and pointers of 48 bits at multiples of four. */
    @ParameterizedTest
    @CsvSource({
        "8A03, 5001, -1", "668B03, 5001, 17", "668B03, 5002, -1", "8B03, 5002, 17", "8B03, 5001, 17", "8B03, 5004, -1",
        "8903, 5002, 17", "668903, 5003, 17", "8803, 5003, -1", "0103, 5002, 17", "FF03, 5004, -1", "FF33, 5002, 17",
        "C403, 5001, 17", "F30F6F03, 5002, 17", "D903, 5002, 17", "D903, 5004, -1"})
    void theWidthOfTheOperandDecides(String code, String address, int vector) {
        for (Engine engine : Engine.values()) {
            at(engine, 3, code);
            cpu.setCr4(1 << 9);
            cpu.regs[Cpu.EBX] = Integer.parseInt(address, 16);
            // The null selector for LES, which is allowed.
            assertThat(run()).as("%s at %s on %s", code, address, engine).isEqualTo(vector);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theStackIsCheckedToo(Engine engine) {
        at(engine, 3, "6650");
        assertThat(run()).as("PUSH AX at an even ESP").isEqualTo(NONE);
        at(engine, 3, "C3");
        machine.poke32(STACK + 1, CODE);
        cpu.regs[Cpu.ESP] = STACK + 1;
        assertThat(run()).as("#AC cannot be pushed on such a stack; it is no double fault").isEqualTo(NONE);
        assertThat(cpu.eip).isEqualTo(CODE);
        assertThat(cpu.regs[Cpu.ESP]).isEqualTo(STACK + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theErrorCodeIsZeroAndTheInstructionRestarts(Engine engine) {
        at(engine, 3, "0103");
        machine.poke32(0x5002, 0x1234);
        cpu.regs[Cpu.EAX] = 1;
        cpu.regs[Cpu.EBX] = 0x5002;
        assertThat(run()).isEqualTo(AC);
        assertThat(machine.peek32(STACK - 16)).as("error code").isZero();
        assertThat(machine.peek32(STACK - 12)).as("EIP").isEqualTo(CODE);
        assertThat(machine.peek32(0x5002)).isEqualTo(0x1234);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void cplAcAndAmAllDecide(Engine engine) {
        at(engine, 0, "8B03");
        cpu.regs[Cpu.EBX] = 0x5001;
        assertThat(run()).as("at CPL 0").isEqualTo(NONE);
        at(engine, 3, "8B03");
        cpu.regs[Cpu.EBX] = 0x5001;
        cpu.changeEflags(0);
        assertThat(run()).as("without AC").isEqualTo(NONE);
        at(engine, 3, "8B03");
        cpu.regs[Cpu.EBX] = 0x5001;
        cpu.setCr0(cpu.cr0 & ~Cpu.CR0_AM);
        assertThat(run()).as("without AM").isEqualTo(NONE);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void popfSwitchesTheCheckOnAndOff(Engine engine) {
        at(engine, 3, "9D8B039D8B03");
        cpu.changeEflags(0);
        machine.poke32(STACK, Eflags.AC | 2);
        cpu.regs[Cpu.EBX] = 0x5001;
        machine.run(2);
        assertThat(cpu.eip).isEqualTo(HANDLERS + AC * 4);
        at(engine, 3, "9D8B03EBFE");
        machine.poke32(STACK, 2);
        cpu.regs[Cpu.EBX] = 0x5001;
        machine.run(2);
        assertThat(cpu.eip).isEqualTo(CODE + 3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void pageFaultsComeFirst(Engine engine) {
        at(engine, 3, "8B03");
        machine.poke32(PAGE_DIRECTORY, 0x87);
        cpu.setCr4(CR4_PSE);
        cpu.setCr3(PAGE_DIRECTORY);
        cpu.setCr0(cpu.cr0 | Cpu.CR0_PG);
        cpu.regs[Cpu.EBX] = 0x400001;
        assertThat(run()).as("SDM 3A table 6-2").isEqualTo(PF);
    }
}
