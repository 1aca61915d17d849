package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Breakpoints, single steps, RF and what they leave in DR6 (SDM 3B §17.2, §17.3), in real mode. */
class DebugTest {
    private static final int CODE = 0x1000;
    private static final int HANDLER = 0x2000;
    private static final int STACK = 0x8000;
    private static final int DATA = 0x3000;
    private static final int NOP = 0x90;
    private static final int HLT = 0xF4;
    private static final int DB = 1;
    private static final int[] MOV_DATA_AL = {0xA2, 0x00, 0x30};
    private static final int[] MOV_AL_DATA = {0xA0, 0x00, 0x30};
    private static final int[] INC_WORD_DATA = {0xFF, 0x06, 0x00, 0x30};
    private static final int[] MOV_SS_DATA = {0x8E, 0x16, 0x00, 0x30};
    private static final int[] REP_STOSB = {0xF3, 0xAA};
    private static final int[] OUT_80_AL = {0xE6, 0x80};
    private static final int EXECUTE = 0;
    private static final int WRITE = 1;
    private static final int PORT = 2;
    private static final int READ_WRITE = 3;
    private static final int CR4_DE = 1 << 3;
    private static final int BS = 1 << 14;

    private TestCpu machine;
    private Cpu cpu;

    /** A processor at CODE whose #DB handler halts. */
    private void at(Engine engine, int... code) {
        machine = engine.create(1 << 20);
        cpu = machine.cpu;
        machine.realSegments();
        machine.poke(CODE, code);
        machine.poke(HANDLER, HLT);
        machine.poke32(DB * 4, HANDLER);
        cpu.eip = CODE;
        cpu.regs[Cpu.ESP] = STACK;
    }

    private void breakpoint(int number, int address, int type, int length) {
        cpu.dr[number] = address;
        cpu.dr[7] |= 2 << 2 * number | (length - 1 << 2 | type) << 16 + 4 * number;
        cpu.breakpoints.update();
    }

    /** The IP that #DB pushed, or -1 if it has not been raised. */
    private int trapped() {
        boolean raised = cpu.eip == HANDLER || cpu.eip == HANDLER + 1;
        return raised ? machine.peek16(STACK - 6) : -1;
    }

    private int causes() {
        return cpu.dr[6] & 0xE00F;
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void anInstructionBreakpointFaultsBeforeTheInstruction(Engine engine) {
        at(engine, NOP, 0x43, NOP, NOP);
        breakpoint(2, CODE + 1, EXECUTE, 1);
        machine.run(10);
        assertThat(trapped()).isEqualTo(CODE + 1);
        assertThat(cpu.regs[Cpu.EBX]).as("INC BX has not been executed").isZero();
        assertThat(causes()).isEqualTo(1 << 2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withRfTheInstructionExecutesAndClearsIt(Engine engine) {
        at(engine, 0x43, 0x43, 0xEB, 0xFC);
        breakpoint(0, CODE, EXECUTE, 1);
        cpu.setFlag(Eflags.RF, true);
        machine.run(10);
        assertThat(trapped()).as("the next time round").isEqualTo(CODE);
        assertThat(cpu.regs[Cpu.EBX]).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void iretdCanSetRf(Engine engine) {
        at(engine, 0x66, 0xCF);
        machine.poke(0x4000, NOP, HLT);
        machine.poke32(STACK, 0x4000);
        machine.poke32(STACK + 4, 0);
        machine.poke32(STACK + 8, Eflags.RF | 2);
        breakpoint(0, 0x4000, EXECUTE, 1);
        machine.run(3);
        assertThat(trapped()).isEqualTo(-1);
        assertThat(cpu.eip).isEqualTo(0x4002);
        assertThat(cpu.flag(Eflags.RF)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBreakpointThatIsSetByTheProgramWorksAtOnce(Engine engine) {
        at(engine, 0x0F, 0x23, 0xD8, 0x66, 0x0F, 0x23, 0xF9, NOP, NOP); // mov dr3,eax; mov dr7,ecx
        cpu.regs[Cpu.EAX] = CODE + 8;
        cpu.regs[Cpu.ECX] = 1 << 7;
        machine.run(10);
        assertThat(trapped()).isEqualTo(CODE + 8);
        assertThat(causes()).isEqualTo(1 << 3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void rfLastsForOneInstructionWithoutBreakpointsToo(Engine engine) {
        at(engine, NOP, 0x0F, 0x23, 0xF9, NOP, NOP); // mov dr7,ecx
        cpu.dr[0] = CODE + 4;
        cpu.regs[Cpu.ECX] = 1;
        cpu.setFlag(Eflags.RF, true);
        machine.run(10);
        assertThat(trapped()).as("the first NOP has cleared RF (SDM 3B 17.3.1.1)").isEqualTo(CODE + 4);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theRfThatIretdSetsLastsForOneInstruction(Engine engine) {
        at(engine, 0x66, 0xCF);
        machine.poke(0x4000, NOP, 0x0F, 0x23, 0xF9, NOP, NOP);
        machine.poke32(STACK, 0x4000);
        machine.poke32(STACK + 4, 0);
        machine.poke32(STACK + 8, Eflags.RF | 2);
        cpu.dr[0] = 0x4004;
        cpu.regs[Cpu.ECX] = 1;
        machine.run(10);
        assertThat(cpu.eip).isEqualTo(HANDLER + 1);
        assertThat(machine.peek16(STACK + 12 - 6)).as("where #DB was raised").isEqualTo(0x4004);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aBreakpointClearsTheBitsOfTheOthersAndNoMore(Engine engine) {
        at(engine, NOP, NOP);
        breakpoint(2, CODE + 1, EXECUTE, 1);
        cpu.dr[6] |= BS | 1 << 1;
        machine.run(10);
        assertThat(causes()).as("SDM 3B 17.2.3").isEqualTo(BS | 1 << 2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aTrapClearsTheBitsOfEarlierBreakpoints(Engine engine) {
        at(engine, NOP, NOP);
        cpu.dr[6] |= 1 << 13 | 1 << 3;
        cpu.setFlag(Eflags.TF, true);
        machine.run(10);
        assertThat(causes()).isEqualTo(BS | 1 << 13);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aSingleStepEndsHlt(Engine engine) {
        at(engine, HLT, NOP);
        machine.poke(HANDLER, 0x43, HLT);
        cpu.setFlag(Eflags.TF, true);
        machine.run(10);
        assertThat(cpu.regs[Cpu.EBX]).as("the handler of #DB runs (SDM 2, HLT)").isEqualTo(1);
        assertThat(machine.peek16(STACK - 6)).isEqualTo(CODE + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void int1BehindALoadOfSsTakesTheWaitingTrapAlong(Engine engine) {
        at(engine, concat(MOV_SS_DATA, new int[] {0xF1, NOP}));
        breakpoint(0, DATA, READ_WRITE, 2);
        machine.run(10);
        assertThat(trapped()).isEqualTo(CODE + 5);
        assertThat(causes()).isEqualTo(1);
        assertThat(cpu.regs[Cpu.ESP]).as("one #DB, not two").isEqualTo(STACK - 6);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void intNBehindALoadOfSsLeavesTheWaitingTrapToItsHandler(Engine engine) {
        at(engine, concat(MOV_SS_DATA, new int[] {0xCD, 0x21}));
        machine.poke32(0x21 * 4, 0x2100);
        machine.poke(0x2100, NOP, HLT);
        breakpoint(0, DATA, READ_WRITE, 2);
        machine.run(10);
        assertThat(cpu.eip).isEqualTo(HANDLER + 1);
        assertThat(machine.peek16(STACK - 12)).as("before the handler's first instruction").isEqualTo(0x2100);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aWriteTrapsBehindTheInstruction(Engine engine) {
        at(engine, concat(MOV_AL_DATA, MOV_DATA_AL, new int[] {NOP}));
        breakpoint(1, DATA, WRITE, 1);
        machine.run(10);
        assertThat(trapped()).isEqualTo(CODE + 6);
        assertThat(causes()).isEqualTo(1 << 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void readsAreWatchedToo(Engine engine) {
        at(engine, concat(MOV_AL_DATA, new int[] {NOP}));
        breakpoint(1, DATA, READ_WRITE, 1);
        machine.run(10);
        assertThat(trapped()).isEqualTo(CODE + 3);
    }

    /** SDM 3B table 17-1. */
    @ParameterizedTest
    @CsvSource({"2ffe,2,false", "2fff,1,false", "2fff,2,false", "3000,4,true", "3001,1,true", "3001,2,true", "3002,1,false",
        "3002,4,true"})
    void theLengthDecidesWhatIsMet(String address, int length, boolean met) {
        for (Engine engine : Engine.values()) {
            at(engine, concat(INC_WORD_DATA, new int[] {NOP}));
            breakpoint(0, Integer.parseInt(address, 16), WRITE, length);
            machine.run(2);
            assertThat(trapped()).isEqualTo(met ? CODE + 4 : -1);
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRepeatedInstructionTrapsBehindTheIterationThatMeetsIt(Engine engine) {
        at(engine, REP_STOSB);
        cpu.regs[Cpu.EDI] = DATA - 3;
        cpu.regs[Cpu.ECX] = 10;
        breakpoint(0, DATA, WRITE, 1);
        machine.run(20);
        assertThat(trapped()).isEqualTo(CODE);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLoadOfSsHoldsTheTrapBackForOneInstruction(Engine engine) {
        at(engine, concat(MOV_SS_DATA, new int[] {0x43, 0x43}));
        breakpoint(0, DATA, READ_WRITE, 2);
        machine.run(10);
        assertThat(trapped()).isEqualTo(CODE + 5);
        assertThat(cpu.regs[Cpu.EBX]).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void portsAreWatchedIfCr4DeSaysSo(Engine engine) {
        at(engine, concat(OUT_80_AL, new int[] {NOP}));
        breakpoint(0, 0x80, PORT, 1);
        machine.run(2);
        assertThat(trapped()).as("without DE the type is undefined").isEqualTo(-1);
        at(engine, concat(OUT_80_AL, new int[] {NOP}));
        cpu.setCr4(CR4_DE);
        breakpoint(0, 0x80, PORT, 1);
        machine.run(2);
        assertThat(trapped()).isEqualTo(CODE + 2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStepAndABreakpointAreReportedTogether(Engine engine) {
        at(engine, concat(MOV_DATA_AL, new int[] {NOP}));
        breakpoint(3, DATA, WRITE, 4);
        cpu.setFlag(Eflags.TF, true);
        machine.run(2);
        assertThat(trapped()).isEqualTo(CODE + 3);
        assertThat(causes()).isEqualTo(BS | 1 << 3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withBtfOnlyABranchThatIsTakenTraps(Engine engine) {
        at(engine, NOP, 0x74, 0x10, 0xF3, 0xAA, 0xEB, 0x02, NOP, NOP, NOP); // jz is not taken; rep stosb; jmp
        cpu.regs[Cpu.ECX] = 3;
        cpu.setFlag(Eflags.TF, true);
        cpu.stepsOverBranches = true;
        machine.run(20);
        assertThat(trapped()).isEqualTo(CODE + 9);
        assertThat(causes()).isEqualTo(BS);
        assertThat(cpu.regs[Cpu.ECX]).isZero();
        assertThat(cpu.stepsOverBranches).as("cleared by the exception").isFalse();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withBtfAJumpToItselfIsABranch(Engine engine) {
        at(engine, NOP, 0xEB, 0xFE);
        cpu.setFlag(Eflags.TF, true);
        cpu.stepsOverBranches = true;
        machine.run(20);
        assertThat(trapped()).isEqualTo(CODE + 1);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void withBtfAFarJumpToTheSameOffsetIsABranch(Engine engine) {
        at(engine, 0xEA, CODE + 5 & 0xFF, CODE + 5 >>> 8, 0x00, 0x01);
        machine.poke(CODE + 5 + 0x1000, NOP);
        cpu.setFlag(Eflags.TF, true);
        cpu.stepsOverBranches = true;
        machine.run(2);
        assertThat(machine.peek16(STACK - 4)).as("CS").isEqualTo(0x100);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void whatAFaultUndoesIsNotReported(Engine engine) {
        // BOUND reads the bounds, which are watched, and raises #BR.
        at(engine, 0x62, 0x06, 0x00, 0x30);
        machine.poke32(DATA, 0x0006_0005);
        machine.poke32(5 * 4, 0x2100);
        machine.poke(0x2100, NOP, HLT);
        breakpoint(0, DATA, READ_WRITE, 2);
        machine.run(4);
        assertThat(cpu.eip).as("the handler of #BR goes on").isEqualTo(0x2102);
        assertThat(causes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void disabledBreakpointsAreNotMet(Engine engine) {
        at(engine, concat(MOV_DATA_AL, new int[] {NOP, NOP}));
        breakpoint(0, DATA, WRITE, 4);
        breakpoint(1, CODE + 3, EXECUTE, 1);
        cpu.dr[7] &= ~0xFF;
        cpu.breakpoints.update();
        machine.run(3);
        assertThat(trapped()).isEqualTo(-1);
        assertThat(causes()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void generalDetectGuardsTheRegisters(Engine engine) {
        at(engine, 0x0F, 0x21, 0xC0); // mov eax,dr0
        cpu.dr[7] |= 1 << 13;
        machine.run(1);
        assertThat(trapped()).as("before the access").isEqualTo(CODE);
        assertThat(causes()).isEqualTo(1 << 13);
        assertThat(cpu.dr[7] & 1 << 13).as("the handler may access them").isZero();
    }

    private static int[] concat(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}
