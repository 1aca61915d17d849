package org.backplane.cpu.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.fpu.FpuMachine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How MMX and SSE instructions fault (SDM 1 §11.5, §11.6; SDM 2A §2.5; SDM 3A §13.1), and what faults leave alone. */
class SseFaultsTest {
    private static final int HLT = 0xF4;
    private static final int DATA = FpuMachine.DATA;
    private static final int[] ADDPS_XMM0_XMM1 = {0x0F, 0x58, 0xC1, HLT};
    private static final int[] DIVPS_XMM0_XMM1 = {0x0F, 0x5E, 0xC1, HLT};
    private static final long ONES = 0x3F80_0000_3F80_0000L;

    private static FpuMachine flat(Engine engine, int... code) {
        return FpuMachine.flat(engine, code);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void controlRegistersDecideWhetherThereIsSse(Engine engine) {
        assertThat(flat(engine, ADDPS_XMM0_XMM1).exception()).isEqualTo(-1);
        assertThat(flat(engine, ADDPS_XMM0_XMM1).set(Cpu.CR0_EM).exception()).isEqualTo(Vector.UD);
        assertThat(flat(engine, ADDPS_XMM0_XMM1).set(Cpu.CR0_TS).exception()).isEqualTo(Vector.NM);
        FpuMachine m = flat(engine, ADDPS_XMM0_XMM1);
        m.cpu.setCr4(0);
        assertThat(m.exception()).as("CR4.OSFXSR clear").isEqualTo(Vector.UD);
        assertThat(flat(engine, 0xF0, 0x0F, 0x58, 0xC1, HLT).exception()).as("LOCK").isEqualTo(Vector.UD);
        assertThat(flat(engine, 0xF3, 0x0F, 0x54, 0xC1, HLT).exception()).as("ANDPS with F3").isEqualTo(Vector.UD);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void controlRegistersDecideWhetherThereIsMmx(Engine engine) {
        assertThat(flat(engine, 0x0F, 0xFC, 0xC1, HLT).set(Cpu.CR0_EM).exception()).isEqualTo(Vector.UD);
        assertThat(flat(engine, 0x0F, 0xFC, 0xC1, HLT).set(Cpu.CR0_TS).exception()).isEqualTo(Vector.NM);
        FpuMachine m = flat(engine, 0x0F, 0xFC, 0xC1, HLT);
        m.cpu.setCr4(0);
        assertThat(m.exception()).as("CR4.OSFXSR does not matter").isEqualTo(-1);
        assertThat(m.cpu.fpu.tagWord()).as("all registers are in use; MM0 reads as a NaN").isEqualTo(0x5556);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void emmsEmptiesTheRegisters(Engine engine) {
        FpuMachine m = flat(engine, 0x0F, 0xFC, 0xC1, 0x0F, 0x77, HLT);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.cpu.fpu.tagWord()).isEqualTo(0xFFFF);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anMmxOperandThatFaultsLeavesTheX87Alone(Engine engine) {
        // MOVD MM0,[FFFE]; PINSRW MM0,[FFFF],1; PADDB MM0,[FFFC], in real mode where segments end at FFFF.
        int[][] codes = {{0x0F, 0x6E, 0x06, 0xFE, 0xFF}, {0x0F, 0xC4, 0x06, 0xFF, 0xFF, 1}, {0x0F, 0xFC, 0x06, 0xFC, 0xFF}};
        for (int[] code : codes) {
            FpuMachine m = FpuMachine.real(engine, code);
            m.cpu.fpu.setStatusWord(5 << 11);
            assertThat(m.exception()).isEqualTo(Vector.GP);
            assertThat(m.cpu.fpu.top).isEqualTo(5);
            assertThat(m.cpu.fpu.tagWord()).isEqualTo(0xFFFF);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void operandsOf128BitsMustBeAligned(Engine engine) {
        // [EBX+8]: MOVAPS load and store, ADDPS, MOVNTDQ; MOVUPS does not care.
        assertThat(flat(engine, 0x0F, 0x28, 0x43, 0x08, HLT).exception()).isEqualTo(Vector.GP);
        assertThat(flat(engine, 0x0F, 0x29, 0x43, 0x08, HLT).exception()).isEqualTo(Vector.GP);
        assertThat(flat(engine, 0x0F, 0x58, 0x43, 0x08, HLT).exception()).isEqualTo(Vector.GP);
        assertThat(flat(engine, 0x66, 0x0F, 0xE7, 0x43, 0x08, HLT).exception()).isEqualTo(Vector.GP);
        assertThat(flat(engine, 0x0F, 0x10, 0x43, 0x08, HLT).exception()).isEqualTo(-1);
        assertThat(flat(engine, 0x0F, 0xAE, 0x43, 0x08, HLT).exception()).as("FXSAVE").isEqualTo(Vector.GP);
        assertThat(flat(engine, 0x0F, 0xAE, 0x4B, 0x08, HLT).exception()).as("FXRSTOR").isEqualTo(Vector.GP);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anExceptionThatIsNotMaskedIsRaisedAtOnce(Engine engine) {
        FpuMachine m = flat(engine, DIVPS_XMM0_XMM1);
        m.cpu.xmm.set(0, ONES, ONES);
        m.cpu.xmm.setMxcsr(0x1F80 & ~(1 << 9));
        assertThat(m.exception()).isEqualTo(Vector.XM);
        assertThat(m.cpu.xmm.mxcsr() & 0x3F).as("ZE").isEqualTo(4);
        assertThat(m.cpu.xmm.low(0)).as("the destination stays").isEqualTo(ONES);

        FpuMachine without = flat(engine, DIVPS_XMM0_XMM1);
        without.cpu.xmm.set(0, ONES, ONES);
        without.cpu.xmm.setMxcsr(0x1F80 & ~(1 << 9));
        without.cpu.setCr4(Sse.CR4_OSFXSR);
        assertThat(without.exception()).as("CR4.OSXMMEXCPT clear").isEqualTo(Vector.UD);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void exceptionsFoundAfterTheOperationDoNotCountBesideOneFoundBefore(Engine engine) {
        FpuMachine m = flat(engine, DIVPS_XMM0_XMM1);
        // 1 / 3 is inexact, 1 / 0 divides by zero.
        m.cpu.xmm.set(0, ONES, ONES);
        m.cpu.xmm.set(1, 0x4040_0000L, ONES);
        m.cpu.xmm.setMxcsr(0x1F80 & ~(1 << 9));
        assertThat(m.exception()).isEqualTo(Vector.XM);
        assertThat(m.cpu.xmm.mxcsr() & 0x3F).as("ZE without PE").isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ldmxcsrRefusesBitsThatDoNotExist(Engine engine) {
        FpuMachine m = flat(engine, 0x0F, 0xAE, 0x13, HLT);
        m.machine.poke32(DATA, 0x11F80);
        assertThat(m.exception()).isEqualTo(Vector.GP);
        FpuMachine good = flat(engine, 0x0F, 0xAE, 0x13, 0x0F, 0xAE, 0x5B, 0x04, HLT);
        good.machine.poke32(DATA, 0xFFC1);
        assertThat(good.exception()).isEqualTo(-1);
        assertThat(good.machine.peek32(DATA + 4)).isEqualTo(0xFFC1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void fxsaveAndFxrstorKeepEverything(Engine engine) {
        // FLDPI; FLD1; FXSAVE [EBX]; FNINIT; XORPS XMM3,XMM3; FXRSTOR [EBX]
        FpuMachine m = flat(engine, 0xD9, 0xEB, 0xD9, 0xE8, 0x0F, 0xAE, 0x03, 0xDB, 0xE3, 0x0F, 0x57, 0xDB, 0x0F, 0xAE, 0x0B,
                HLT);
        m.cpu.xmm.set(3, 0x1122334455667788L, 0x99AABBCCDDEEFF00L);
        m.cpu.xmm.setMxcsr(0x9FC0);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.machine.peek16(DATA)).as("FCW").isEqualTo(0x037F);
        assertThat(m.machine.peek16(DATA + 2)).as("FSW").isEqualTo(0x3000);
        assertThat(m.machine.peek16(DATA + 4)).as("a tag bit for each register in use").isEqualTo(0xC0);
        assertThat(m.machine.peek32(DATA + 24)).isEqualTo(0x9FC0);
        assertThat(m.machine.peek32(DATA + 28)).as("MXCSR_MASK").isEqualTo(0xFFFF);
        assertThat(m.machine.peek16(DATA + 32 + 8)).as("ST(0) comes first").isEqualTo(0x3FFF);
        assertThat(m.machine.peek32(DATA + 160 + 48)).isEqualTo(0x55667788);
        assertThat(m.cpu.fpu.statusWord()).isEqualTo(0x3000);
        assertThat(m.cpu.fpu.tagWord()).isEqualTo(0x0FFF);
        assertThat(m.cpu.xmm.high(3)).isEqualTo(0x99AABBCCDDEEFF00L);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void maskedMovesWriteOnlyBytesWhoseMaskIsSet(Engine engine) {
        // MASKMOVDQU XMM0,XMM1 at EDI
        FpuMachine m = flat(engine, 0x66, 0x0F, 0xF7, 0xC1, HLT);
        m.cpu.regs[Cpu.EDI] = DATA;
        m.cpu.xmm.set(0, 0x8877665544332211L, 0x1122334455667788L);
        m.cpu.xmm.set(1, 0x80L << 8, 0x80L << 56);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.machine.peek32(DATA)).isEqualTo(0x2200);
        assertThat(m.machine.peek32(DATA + 12)).isEqualTo(0x11000000);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void flushToZeroAndDenormalsAreZeros(Engine engine) {
        // MULSS XMM0,XMM1: the least normal number by a half.
        FpuMachine m = flat(engine, 0xF3, 0x0F, 0x59, 0xC1, HLT);
        m.cpu.xmm.set(0, 0x0080_0000L, 0);
        m.cpu.xmm.set(1, 0x3F00_0000L, 0);
        m.cpu.xmm.setMxcsr(0x9F80);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.cpu.xmm.low(0)).isZero();
        assertThat(m.cpu.xmm.mxcsr() & 0x3F).as("UE and PE").isEqualTo(0x30);

        // ADDSS XMM0,XMM1 of a denormal and 1.
        FpuMachine zeros = flat(engine, 0xF3, 0x0F, 0x58, 0xC1, HLT);
        zeros.cpu.xmm.set(0, 0x0040_0000L, 0);
        zeros.cpu.xmm.set(1, 0x3F80_0000L, 0);
        zeros.cpu.xmm.setMxcsr(0x1FC0);
        assertThat(zeros.exception()).isEqualTo(-1);
        assertThat(zeros.cpu.xmm.mxcsr() & 0x3F).as("neither DE nor PE").isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void reciprocalsAreWithinTheManualsError(Engine engine) {
        // RCPPS XMM0,XMM1; RSQRTPS XMM2,XMM1
        FpuMachine m = flat(engine, 0x0F, 0x53, 0xC1, 0x0F, 0x52, 0xD1, HLT);
        m.cpu.xmm.set(1, 0x4040_0000_40E0_0000L, 0x0000_0000_7F80_0000L);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(Math.abs(Float.intBitsToFloat((int) m.cpu.xmm.low(0)) * 7 - 1)).isLessThan(1.5f / 4096);
        assertThat(Math.abs(Float.intBitsToFloat((int) (m.cpu.xmm.low(2) >>> 32)) * Math.sqrt(3) - 1))
                .isLessThan(1.5 / 4096);
        assertThat(m.cpu.xmm.high(0)).as("of infinity and zero").isEqualTo(0x7F80_0000_0000_0000L);
        assertThat(m.cpu.xmm.mxcsr()).as("no exceptions").isEqualTo(0x1F80);
    }
}
