package org.backplane.cpu.internal.fpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.ResetState;
import org.backplane.cpu.internal.core.Vector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How x87 instructions fault: CR0, and errors that are not masked (SDM 1 §8.6, §8.7; SDM 3A §2.5). */
class FpuErrorTest {
    private static final int HLT = 0xF4;
    private static final int ZERO_DIVIDE_UNMASKED = 0x037B;
    /** FLD1; FLDZ; FDIVP ST(1),ST: divides by zero. Six bytes. */
    private static final int[] DIVIDE = {0xD9, 0xE8, 0xD9, 0xEE, 0xDE, 0xF9};

    private static int[] after(int... code) {
        int[] all = new int[DIVIDE.length + code.length];
        System.arraycopy(DIVIDE, 0, all, 0, DIVIDE.length);
        System.arraycopy(code, 0, all, DIVIDE.length, code.length);
        return all;
    }

    private static FpuMachine dividing(Engine engine, int... code) {
        FpuMachine m = FpuMachine.real(engine, after(code));
        m.cpu.fpu.setControl(ZERO_DIVIDE_UNMASKED);
        return m;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void emulationAndTaskSwitchMakeTheFpuUnavailable(Engine engine) {
        assertThat(FpuMachine.real(engine, 0xD8, 0xC1, HLT).set(Cpu.CR0_EM).exception()).isEqualTo(Vector.NM);
        assertThat(FpuMachine.real(engine, 0xD8, 0xC1, HLT).set(Cpu.CR0_TS).exception()).isEqualTo(Vector.NM);
        assertThat(FpuMachine.real(engine, 0xDB, 0xE3, HLT).set(Cpu.CR0_TS).exception()).as("FNINIT").isEqualTo(Vector.NM);
        assertThat(FpuMachine.real(engine, 0xDF, 0xE0, HLT).set(Cpu.CR0_EM).exception()).as("FNSTSW").isEqualTo(Vector.NM);
        assertThat(FpuMachine.real(engine, 0xD8, 0xC1, HLT).set(Cpu.CR0_MP).exception()).as("MP alone").isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void waitFaultsOnlyIfMpAndTsAreSet(Engine engine) {
        assertThat(FpuMachine.real(engine, 0x9B, HLT).set(Cpu.CR0_TS).exception()).isEqualTo(-1);
        assertThat(FpuMachine.real(engine, 0x9B, HLT).set(Cpu.CR0_EM).exception()).isEqualTo(-1);
        assertThat(FpuMachine.real(engine, 0x9B, HLT).set(Cpu.CR0_TS | Cpu.CR0_MP).exception()).isEqualTo(Vector.NM);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anErrorIsRaisedAtTheNextWaitingInstruction(Engine engine) {
        // FNSTSW AX does not wait; FLD1 does.
        FpuMachine m = dividing(engine, 0xDF, 0xE0, 0xD9, 0xE8, HLT);
        assertThat(m.exception()).isEqualTo(Vector.MF);
        assertThat(m.returnAddress()).isEqualTo(FpuMachine.CODE + 8);
        assertThat(m.cpu.regs[Cpu.EAX]).as("TOP 6, B, ES and ZE").isEqualTo(0xB084);
        assertThat(m.cpu.fpu.top).as("FLD1 did not push").isEqualTo(6);
        assertThat(m.cpu.fpu.opcode).as("the opcode of FDIVP").isEqualTo(0x6F9);
        assertThat(m.cpu.fpu.instructionPointer).isEqualTo(FpuMachine.CODE + 4);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void waitAndMmxRaiseThatErrorToo(Engine engine) {
        assertThat(dividing(engine, 0x9B, HLT).exception()).isEqualTo(Vector.MF);
        assertThat(dividing(engine, 0x0F, 0x77, HLT).exception()).as("EMMS").isEqualTo(Vector.MF);
        assertThat(dividing(engine, 0xDB, 0xE2, 0xD9, 0xE8, HLT).exception()).as("FNCLEX ends it").isEqualTo(-1);
        assertThat(dividing(engine, 0xDB, 0xE3, 0xD9, 0xE8, HLT).exception()).as("FNINIT ends it").isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aControlWordThatUnmasksAnOldExceptionMakesItAnError(Engine engine) {
        // FLDCW [BX]; FNOP
        FpuMachine m = FpuMachine.real(engine, after(0xD9, 0x2F, 0xD9, 0xD0, HLT));
        m.machine.poke(FpuMachine.DATA, ZERO_DIVIDE_UNMASKED & 0xFF, ZERO_DIVIDE_UNMASKED >>> 8);
        assertThat(m.exception()).isEqualTo(Vector.MF);
        assertThat(m.returnAddress()).isEqualTo(FpuMachine.CODE + 8);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withoutNeTheProcessorDrivesFerrAndWaitsForAnInterrupt(Engine engine) {
        FpuMachine m = dividing(engine, 0xD9, 0xE8, HLT);
        m.clear(Cpu.CR0_NE);
        m.machine.run(3);
        assertThat(m.ferr).as("right after the division").isTrue();
        m.machine.run(10);
        assertThat(m.cpu.execution.halted()).isTrue();
        assertThat(m.cpu.eip).as("before FLD1").isEqualTo(FpuMachine.CODE + 6);

        m.cpu.setEflags(Eflags.FIXED | Eflags.IF);
        m.machine.socket.vector = 0x15;
        m.cpu.execution.setInterruptRequest(true);
        assertThat(m.exception()).isEqualTo(0x15);
        assertThat(m.returnAddress()).isEqualTo(FpuMachine.CODE + 6);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStepThatWaitsForAnInterruptIsNoStep(Engine engine) {
        FpuMachine m = dividing(engine, 0xD9, 0xE8, HLT);
        m.clear(Cpu.CR0_NE);
        m.machine.run(3);
        m.cpu.setEflags(Eflags.FIXED | Eflags.TF);
        m.machine.run(10);
        assertThat(m.cpu.execution.halted()).as("FLD1 has not been executed, so there is no trap behind it").isTrue();
        assertThat(m.cpu.eip).isEqualTo(FpuMachine.CODE + 6);
        m.cpu.fpuError.setIgnored(true);
        assertThat(m.exception()).as("now it has").isEqualTo(Vector.DB);
        assertThat(m.returnAddress()).isEqualTo(FpuMachine.CODE + 8);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aResetEndsTheWait(Engine engine) {
        FpuMachine m = dividing(engine, 0xD9, 0xE8, HLT);
        m.clear(Cpu.CR0_NE);
        m.machine.run(10);
        ResetState.enter(m.cpu, true);
        assertThat(m.cpu.fpuError.isWaiting()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void ignneLetsItGoOn(Engine engine) {
        FpuMachine m = dividing(engine, 0xD9, 0xE8, 0xDB, 0xE2, HLT);
        m.clear(Cpu.CR0_NE);
        m.machine.run(10);
        m.cpu.fpuError.setIgnored(true);
        assertThat(m.exception()).isEqualTo(-1);
        assertThat(m.cpu.fpu.top).as("FLD1 pushed").isEqualTo(5);
        assertThat(m.ferr).as("FNCLEX ended the error").isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStoreThatFaultsChangesNothing(Engine engine) {
        // FLD1; FSTP TBYTE [FFF8], beyond the segment's limit.
        FpuMachine m = FpuMachine.real(engine, 0xD9, 0xE8, 0xDB, 0x3E, 0xF8, 0xFF, HLT);
        m.machine.poke32(0xFFF8, 0x12345678);
        assertThat(m.exception()).isEqualTo(Vector.GP);
        assertThat(m.cpu.fpu.top).isEqualTo(7);
        assertThat(m.machine.peek32(0xFFF8)).isEqualTo(0x12345678);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void encodingsThatDoNotExistAreUndefined(Engine engine) {
        assertThat(FpuMachine.real(engine, 0xD9, 0xD1, HLT).exception()).isEqualTo(Vector.UD);
        assertThat(FpuMachine.real(engine, 0xD9, 0x0F, HLT).exception()).as("D9 /1 with memory").isEqualTo(Vector.UD);
        assertThat(FpuMachine.real(engine, 0xF0, 0xD9, 0xE8, HLT).exception()).as("LOCK").isEqualTo(Vector.UD);
    }
}
