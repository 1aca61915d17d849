package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.TestCpu;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layouts of the environment (SDM 1 figures 8-9 to 8-12), and what FNSTENV and FNSAVE leave. */
class X87EnvironmentTest {
    private static final int HLT = 0xF4;
    private static final int DATA = FpuMachine.DATA;

    /** FLD DWORD [BX] and its operand: the last instruction that the pointers show. */
    private static void one(FpuMachine m) {
        m.machine.poke32(DATA, Float.floatToIntBits(1));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void realModeWith16BitsHas20BitPointers(Engine engine) {
        // FLD DWORD [BX]; FNSTENV [BX+10]
        FpuMachine m = FpuMachine.real(engine, 0xD9, 0x07, 0xD9, 0x77, 0x10, HLT);
        one(m);
        m.machine.realSegment(3, 0x1000);
        m.machine.poke32(0x10000 + DATA, Float.floatToIntBits(1));
        assertThat(m.exception()).isEqualTo(-1);
        int at = 0x10000 + DATA + 0x10;
        assertThat(m.machine.peek16(at)).as("control word, as it was").isEqualTo(0x037F);
        assertThat(m.machine.peek16(at + 2)).isEqualTo(0x3800);
        assertThat(m.machine.peek16(at + 4)).isEqualTo(0x3FFF);
        assertThat(m.machine.peek16(at + 6)).isEqualTo(FpuMachine.CODE);
        assertThat(m.machine.peek16(at + 8)).isZero();
        assertThat(m.machine.peek16(at + 10)).as("operand, low 16 bits").isEqualTo(DATA);
        assertThat(m.machine.peek16(at + 12)).as("operand, bits 19 to 16").isEqualTo(0x1000);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void realModeWith32BitsPutsTheUpperHalvesApart(Engine engine) {
        FpuMachine m = FpuMachine.real(engine, 0xD9, 0x07, 0x66, 0xD9, 0x77, 0x10, HLT);
        m.machine.realSegment(3, 0x1000);
        m.machine.poke32(0x10000 + DATA, Float.floatToIntBits(1));
        assertThat(m.exception()).isEqualTo(-1);
        int at = 0x10000 + DATA + 0x10;
        assertThat(m.machine.peek32(at)).isEqualTo(0xFFFF037F);
        assertThat(m.machine.peek32(at + 12)).isEqualTo(0xFFFF0000 | FpuMachine.CODE);
        assertThat(m.machine.peek32(at + 16)).isZero();
        assertThat(m.machine.peek32(at + 20)).isEqualTo(0xFFFF0000 | DATA);
        assertThat(m.machine.peek32(at + 24)).isEqualTo(0x1000);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void protectedModeHasSelectors(Engine engine) {
        // FLD DWORD [EBX]; FNSTENV [EBX+10]; FNSTENV [EBX+40] with 16 bits
        FpuMachine m = FpuMachine.flat(engine, 0xD9, 0x03, 0xD9, 0x73, 0x10, 0x66, 0xD9, 0x73, 0x40, HLT);
        one(m);
        assertThat(m.exception()).isEqualTo(-1);
        int at = DATA + 0x10;
        assertThat(m.machine.peek32(at + 8)).isEqualTo(0xFFFF3FFF);
        assertThat(m.machine.peek32(at + 12)).isEqualTo(FpuMachine.CODE);
        assertThat(m.machine.peek32(at + 16)).isEqualTo(0x08);
        assertThat(m.machine.peek32(at + 20)).isEqualTo(DATA);
        assertThat(m.machine.peek32(at + 24)).isEqualTo(0xFFFF0010);
        assertThat(m.machine.peek16(DATA + 0x40 + 6)).isEqualTo(FpuMachine.CODE);
        assertThat(m.machine.peek16(DATA + 0x40 + 8)).isEqualTo(0x08);
        assertThat(m.machine.peek16(DATA + 0x40 + 10)).isEqualTo(DATA);
        assertThat(m.machine.peek16(DATA + 0x40 + 12)).isEqualTo(0x10);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void fnstenvMasksAndFnsaveInitializes(Engine engine) {
        // FNSTENV [EBX]; FLD1; FLDPI; FNSAVE [EBX]
        FpuMachine m = FpuMachine.flat(engine, 0xD9, 0x33, 0xD9, 0xE8, 0xD9, 0xEB, 0xDD, 0x33, HLT);
        m.cpu.fpu.setControl(0x0340);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.machine.peek32(DATA)).as("masked by FNSTENV").isEqualTo(0xFFFF037F);
        assertThat(register(m.machine, 28)).as("ST(0)").isEqualTo("4000c90fdaa22168c235");
        assertThat(register(m.machine, 38)).as("ST(1)").isEqualTo("3fff8000000000000000");
        assertThat(m.cpu.fpu.tagWord()).isEqualTo(0xFFFF);
        assertThat(m.cpu.fpu.top).isZero();
    }

    private static String register(TestCpu machine, int offset) {
        return String.format("%04x%08x%08x", machine.peek16(DATA + offset + 8), machine.peek32(DATA + offset + 4),
                machine.peek32(DATA + offset));
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void frstorBringsBackWhatFnsaveStored(Engine engine) {
        // FLDZ; FLD1; FCOM ST(1); FNSAVE [EBX]; FRSTOR [EBX]; FNSTSW AX
        FpuMachine m = FpuMachine.flat(engine, 0xD9, 0xEE, 0xD9, 0xE8, 0xD8, 0xD1, 0xDD, 0x33, 0xDD, 0x23, 0xDF, 0xE0, HLT);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.cpu.regs[0] & 0xFFFF).isEqualTo(0x3000);
        assertThat(m.cpu.fpu.tagWord()).isEqualTo(0x4FFF);
        assertThat(m.cpu.fpu.se[6]).isEqualTo(Rounding.BIAS);
        assertThat(m.cpu.fpu.sig[7]).isZero();
    }
}
