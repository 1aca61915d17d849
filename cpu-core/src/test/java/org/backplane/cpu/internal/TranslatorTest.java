package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.interp.TranslatorSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes translated code invalid, and that its state is exact wherever it is left. */
class TranslatorTest {
    private static final int RAM = 0x40000;
    private static final int CODE = 0x10000;
    private static final int DATA = 0x20000;
    private static final int TABLE = 0x4000;
    private static final int DIRECTORY = 0x3000;
    private static final int STACK = 0x3F000;

    private TestCpu machine = Engine.TRANSLATOR.create(RAM);
    private Cpu c = machine.cpu;

    @BeforeEach
    void flat() {
        prepare(Mode.FLAT_SUPERVISOR);
    }

    private void use(TestCpu another, Mode mode) {
        machine = another;
        c = machine.cpu;
        prepare(mode);
    }

    private void prepare(Mode mode) {
        RandomCodeTest.tables(machine, mode);
        for (int page = 0; page < RAM >>> 12; page++) {
            machine.poke32(TABLE + page * 4, page << 12 | 7);
        }
        RandomCodeTest.enter(machine, mode);
        c.regs[Cpu.ESP] = STACK;
        c.regs[Cpu.EBX] = DATA;
        c.regs[Cpu.EAX] = 0;
        c.regs[Cpu.ECX] = 0;
        c.eip = CODE;
        c.setEflags(0);
        c.updateMode();
    }

    /** add eax,imm8; inc ecx; jmp to the start: three instructions for ever. */
    private void countingLoop(int at) {
        machine.poke(at, 0x83, 0xC0, 0x01, 0x41, 0xEB, 0xFA);
    }

    private long inRegions(int instructions) {
        long before = machine.translated().instructions();
        assertThat(machine.run(instructions)).isEqualTo(Exit.LIMIT);
        return machine.translated().instructions() - before;
    }

    private void isTranslated() {
        machine.run(30);
        assertThat(inRegions(300)).as("the loop runs as translated code").isGreaterThan(250);
    }

    @Test
    void aHotLoopIsTranslatedAndCountsExactly() {
        countingLoop(CODE);
        assertThat(machine.run(3000)).isEqualTo(Exit.LIMIT);
        assertThat(c.execution.retired()).isEqualTo(3000);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(1000);
        assertThat(c.regs[Cpu.ECX]).isEqualTo(1000);
        assertThat(machine.translated().instructions()).as("but for the first runs").isGreaterThan(2900);
        assertThat(machine.run(1)).isEqualTo(Exit.LIMIT);
        assertThat(c.eip).as("in the middle of the loop").isEqualTo(CODE + 3);
    }

    @Test
    void whatTheGuestWritesIsExecutedNext() {
        // mov byte [CODE+10],5; add eax,1 (its constant is written); jmp
        machine.poke(CODE, 0xC6, 0x05, 0x0A, 0x00, 0x01, 0x00, 0x05, 0x90, 0x83, 0xC0, 0x01, 0xEB, 0xF3);
        machine.run(4);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(5);
        machine.run(400);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(505);
    }

    @Test
    void accessesNearOneAnotherMayBeInDifferentPages() {
        prepare(Mode.PAGED_USER);
        int frame = 0x2A000;
        machine.poke32(TABLE + (DATA + 0x1000 >>> 12) * 4, frame | 7);
        machine.poke32(DATA + 0xFFC, 11);
        machine.poke32(frame, 22);
        machine.poke32(DATA + 0xFF8, 33);
        c.regs[Cpu.EBX] = DATA + 0x1000;
        // mov eax,[ebx-4]; mov ecx,[ebx]; mov edx,[ebx-8]; mov [ebx+4],ecx; mov [ebx-12],eax; jmp
        machine.poke(CODE, 0x8B, 0x43, 0xFC, 0x8B, 0x0B, 0x8B, 0x53, 0xF8, 0x89, 0x4B, 0x04, 0x89, 0x43, 0xF4, 0xEB, 0xF0);
        machine.run(60);
        assertThat(inRegions(600)).as("no access leaves its region").isEqualTo(600);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(11);
        assertThat(c.regs[Cpu.ECX]).isEqualTo(22);
        assertThat(c.regs[Cpu.EDX]).isEqualTo(33);
        assertThat(machine.peek32(frame + 4)).isEqualTo(22);
        assertThat(machine.peek32(DATA + 0xFF4)).isEqualTo(11);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "BEST", "CHECK"})
    void anAccessFollowsItsPage(Engine engine) {
        use(engine.create(RAM), Mode.PAGED_USER);
        int other = 0x2A000;
        machine.poke32(DATA, 1);
        machine.poke32(other, 2);
        // mov eax,[ebx]; mov [ebx+10h],eax; jmp
        machine.poke(CODE, 0x8B, 0x03, 0x89, 0x43, 0x10, 0xEB, 0xF9);
        machine.run(300);
        machine.poke32(TABLE + (DATA >>> 12) * 4, other | 7);
        c.mmu.invalidatePage(DATA);
        c.execution.translationChanged(DATA);
        machine.run(300);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(2);
        assertThat(machine.peek32(DATA + 0x10)).isEqualTo(1);
        assertThat(machine.peek32(other + 0x10)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "BEST", "CHECK"})
    void anOperandThatIsDenormalIn32BitsIsNoticedAlsoWhenArithmeticIsThatOfDoubles(Engine engine) {
        use(engine.create(RAM), Mode.FLAT_SUPERVISOR);
        machine.poke32(DATA, 0x0040_0000);
        machine.poke32(DATA + 4, 0x27F);
        // fninit; fldcw [ebx+4]; and the loop: fnclex; fld1; fadd dword [ebx]; fnstsw ax; fstp st(0); jmp
        machine.poke(CODE, 0xDB, 0xE3, 0xD9, 0x6B, 0x04, 0xDB, 0xE2, 0xD9, 0xE8, 0xD8, 0x03, 0xDF, 0xE0, 0xDD, 0xD8, 0xEB, 0xF4);
        machine.run(2 + 6 * 100);
        assertThat(c.regs[Cpu.EAX]).as("DE, PE, and a stack with one register").isEqualTo(7 << 11 | 0x22);
    }

    @Test
    void codeWrittenByDmaIsTranslatedAnew() {
        countingLoop(CODE);
        isTranslated();
        int before = c.regs[Cpu.EAX];
        machine.poke(CODE + 2, 0x10);
        assertThat(machine.translated().invalidated()).isEqualTo(1);
        machine.run(300);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(100 * 0x10);
    }

    @Test
    void codeThatIsPutWhereItWasStaysTranslated() {
        countingLoop(CODE);
        isTranslated();
        // mov dword [CODE],what is there; mov byte [CODE+2],what is there; jmp CODE
        machine.poke(CODE + 0x1000, 0xC7, 0x05, 0x00, 0x00, 0x01, 0x00, 0x83, 0xC0, 0x01, 0x41, 0xC6, 0x05, 0x02, 0x00, 0x01, 0x00, 0x01,
                0xE9, 0xEA, 0xEF, 0xFF, 0xFF);
        c.eip = CODE + 0x1000;
        machine.run(3);
        assertThat(c.eip).isEqualTo(CODE);
        assertThat(machine.translated().invalidated()).isZero();
        assertThat(inRegions(300)).isGreaterThan(250);
        // Now it is another constant.
        machine.poke(CODE + 0x1010, 0x02);
        c.eip = CODE + 0x1000;
        machine.run(3);
        isTranslatedAnewWithAnotherConstant();
    }

    private void isTranslatedAnewWithAnotherConstant() {
        assertThat(machine.translated().invalidated()).isEqualTo(1);
        int before = c.regs[Cpu.EAX];
        machine.run(300);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(200);
    }

    @Test
    void codeThatIsCopiedWhereItWasStaysTranslated() {
        countingLoop(CODE);
        isTranslated();
        int copy = CODE + 0x2000;
        countingLoop(copy);
        // rep movsb; jmp CODE
        machine.poke(CODE + 0x1000, 0xF3, 0xA4, 0xE9, 0xF9, 0xEF, 0xFF, 0xFF);
        copyLoop(copy);
        assertThat(machine.translated().invalidated()).isZero();
        assertThat(inRegions(300)).isGreaterThan(250);
        // Now it is another constant.
        machine.poke(copy + 2, 0x02);
        copyLoop(copy);
        isTranslatedAnewWithAnotherConstant();
    }

    /** Executes what was put behind the page of the loop. */
    private void copyLoop(int from) {
        int bytes = 6;
        c.regs[Cpu.ESI] = from;
        c.regs[Cpu.EDI] = CODE;
        c.regs[Cpu.ECX] = bytes;
        c.eip = CODE + 0x1000;
        machine.run(bytes + 1);
        assertThat(c.eip).isEqualTo(CODE);
        assertThat(c.regs[Cpu.ESI]).isEqualTo(from + bytes);
    }

    /** A loop of which the addition has its first two bytes in one page and its constant in the next. */
    private int loopInTwoPages() {
        int start = CODE + 0xFFE;
        countingLoop(start);
        c.eip = start;
        isTranslated();
        assertThat(inRegions(300)).as("no instruction is left to the interpreter").isEqualTo(300);
        return start;
    }

    @Test
    void anInstructionInTwoPagesIsTranslated() {
        loopInTwoPages();
        assertThat(c.regs[Cpu.EAX]).isEqualTo(210);
    }

    @ParameterizedTest
    @ValueSource(ints = {CODE + 0xFFE, CODE + 0x1000})
    void eitherPageOfAnInstructionIsNoticedWhenAnotherIsInItsPlace(int moved) {
        prepare(Mode.PAGED_USER);
        loopInTwoPages();
        int before = c.regs[Cpu.EAX];
        int page = moved & ~0xFFF;
        int other = 0x2A000;
        for (int i = 0; i < 0x1000; i++) {
            machine.poke(other + i, machine.peek(page + i));
        }
        // sub eax,imm8 in place of add, or another constant
        machine.poke(other + (moved & 0xFFF) + (page == moved ? 0 : 1), page == moved ? 0x20 : 0xE8);
        machine.poke32(TABLE + (page >>> 12) * 4, other | 7);
        c.setCr3(DIRECTORY);
        machine.run(300);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(page == moved ? 100 * 0x20 : -100);
    }

    @ParameterizedTest
    @ValueSource(ints = {CODE + 0xFFF, CODE + 0x1000})
    void eitherPartOfAnInstructionIsTranslatedAnewOnceItIsWritten(int written) {
        loopInTwoPages();
        int before = c.regs[Cpu.EAX];
        machine.poke(written, written == CODE + 0x1000 ? 0x20 : 0xE8);
        assertThat(machine.translated().invalidated()).isEqualTo(1);
        machine.run(300);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(written == CODE + 0x1000 ? 100 * 0x20 : -100);
    }

    @Test
    void dataBesideTheCodeDoesNotInvalidateIt() {
        countingLoop(CODE);
        isTranslated();
        machine.poke(CODE + 6, 0x12);
        assertThat(machine.translated().invalidated()).isZero();
        assertThat(inRegions(300)).isGreaterThan(250);
    }

    /** A loop that calls at EDX, and two functions that add to EAX; the second becomes a region that the first one leads to. */
    private void loopThatCallsAnotherRegion() {
        machine.poke(CODE, 0xFF, 0xD2, 0xEB, 0xFC);
        machine.poke(CODE + 0x1000, 0x83, 0xC0, 0x01, 0xC3);
        machine.poke(CODE + 0x2000, 0x83, 0xC0, 0x02, 0xC3);
        c.regs[Cpu.EDX] = CODE + 0x1000;
        machine.run(40);
        c.regs[Cpu.EDX] = CODE + 0x2000;
        machine.run(40);
        assertThat(inRegions(400)).isGreaterThan(350);
    }

    @Test
    void aRegionThatAnotherLeadsToIsLeftOnceItsCodeIsWritten() {
        loopThatCallsAnotherRegion();
        int before = c.regs[Cpu.EAX];
        machine.poke(CODE + 0x2002, 0x10);
        machine.run(400);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(100 * 0x10);
    }

    @Test
    void aRegionThatAnotherLeadsToIsNotEnteredOnceItsPageIsAnother() {
        prepare(Mode.PAGED_USER);
        loopThatCallsAnotherRegion();
        int before = c.regs[Cpu.EAX];
        machine.poke(CODE + 0x3000, 0x83, 0xC0, 0x20, 0xC3);
        machine.poke32(TABLE + (CODE + 0x2000 >>> 12) * 4, CODE + 0x3000 | 7);
        c.setCr3(DIRECTORY);
        machine.run(400);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(100 * 0x20);
    }

    /** A machine whose blocks are hot after so many runs. */
    private void afterFiftyRuns() {
        use(Engine.create(RAM, new TranslatorSettings(50, 200, false, 50, 16, false, false)), Mode.FLAT_SUPERVISOR);
    }

    @Test
    void jumpsThroughATableStayInTheRegion() {
        afterFiftyRuns();
        // inc ecx; mov edx,ecx; and edx,1; jmp [edx*4+DATA]
        machine.poke(CODE, 0x41, 0x89, 0xCA, 0x83, 0xE2, 0x01, 0xFF, 0x24, 0x95, 0x00, 0x00, 0x02, 0x00);
        // add eax,1 or 2; jmp to the start
        machine.poke(CODE + 0x20, 0x83, 0xC0, 0x01, 0xEB, 0xDB);
        machine.poke(CODE + 0x30, 0x83, 0xC0, 0x02, 0xEB, 0xCB);
        machine.poke32(DATA, CODE + 0x20);
        machine.poke32(DATA + 4, CODE + 0x30);
        machine.run(6000);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(1500);
        long runs = machine.translated().runs();
        machine.run(6000);
        assertThat(machine.translated().runs() - runs).as("regions entered in 1000 jumps").isLessThan(5);
    }

    @Test
    void aSmallFunctionIsAPartOfWhatCallsItAlthoughItIsHotFirst() {
        afterFiftyRuns();
        // call twice; jmp to the start: and what is called, add eax,1; ret
        machine.poke(CODE, 0xE8, 0xFB, 0x0F, 0x00, 0x00, 0xE8, 0xF6, 0x0F, 0x00, 0x00, 0xEB, 0xF4);
        machine.poke(CODE + 0x1000, 0x83, 0xC0, 0x01, 0xC3);
        machine.run(2000);
        assertThat(machine.translated().regions()).isEqualTo(1);
        long runs = machine.translated().runs();
        assertThat(inRegions(700)).isGreaterThan(690);
        assertThat(machine.translated().runs() - runs).as("regions entered in 200 calls").isLessThan(5);
    }

    @Test
    void aSmallFunctionIsTranslatedIfWhatCallsItIsNot() {
        afterFiftyRuns();
        // call; far jmp to the start, which is interpreted
        machine.poke(CODE, 0xE8, 0xFB, 0x0F, 0x00, 0x00, 0xEA);
        machine.poke32(CODE + 6, CODE);
        machine.poke(CODE + 10, c.segments[SegmentRegister.CS].selector, 0);
        machine.poke(CODE + 0x1000, 0x83, 0xC0, 0x01, 0xC3);
        machine.run(2000);
        assertThat(inRegions(400)).as("of four instructions, the function's two and the call").isGreaterThan(195);
    }

    @Test
    void aRegionIsEnteredAtEachOfItsBlocks() {
        // call edx; jmp to the start: and what it calls, two blocks
        machine.poke(CODE, 0xFF, 0xD2, 0xEB, 0xFC);
        machine.poke(CODE + 0x1000, 0x83, 0xC0, 0x01, 0xEB, 0x00, 0x83, 0xC1, 0x02, 0xC3);
        c.regs[Cpu.EDX] = CODE + 0x1000;
        machine.run(60);
        assertThat(inRegions(600)).isEqualTo(600);
        long installed = machine.translated().installed();
        int before = c.regs[Cpu.ECX];
        c.regs[Cpu.EDX] = CODE + 0x1005;
        assertThat(inRegions(400)).as("although nothing went there but what is before it").isEqualTo(400);
        assertThat(machine.translated().installed()).as("so it is in no other region").isEqualTo(installed);
        assertThat(c.regs[Cpu.ECX] - before).isEqualTo(2 * 100);
    }

    @Test
    void aPageThatIsRewrittenAgainAndAgainStaysInTheInterpreter() {
        countingLoop(CODE);
        for (int i = 0; i < 40; i++) {
            machine.run(90);
            machine.poke(CODE + 2, i);
        }
        assertThat(machine.translated().invalidated()).isLessThan(20);
        assertThat(inRegions(300)).isZero();
    }

    @Test
    void anotherPageInItsPlaceIsNoticed() {
        prepare(Mode.PAGED_USER);
        countingLoop(CODE);
        countingLoop(CODE + 0x3000);
        machine.poke(CODE + 0x3002, 0x20);
        isTranslated();
        int before = c.regs[Cpu.EAX];
        machine.poke32(TABLE + (CODE >>> 12) * 4, CODE + 0x3000 | 7);
        c.setCr3(DIRECTORY);
        machine.run(300);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(100 * 0x20);
    }

    @Test
    void theSamePageUnderANewEpochGoesOnAsTranslatedCode() {
        prepare(Mode.PAGED_USER);
        countingLoop(CODE);
        isTranslated();
        long installed = machine.translated().installed();
        c.setCr3(DIRECTORY);
        assertThat(inRegions(300)).isGreaterThan(250);
        assertThat(machine.translated().installed()).isEqualTo(installed);
    }

    @Test
    void addressLine20IsNoticed() {
        // The loop lies at 128 KiB; with line 16 held low it is the one at 64 KiB.
        countingLoop(DATA);
        countingLoop(0);
        machine.poke(2, 0x40);
        c.eip = DATA;
        isTranslated();
        int before = c.regs[Cpu.EAX];
        c.mmu.setAddressMask(~(long) DATA);
        c.execution.translationsChanged();
        machine.run(300);
        assertThat(c.regs[Cpu.EAX] - before).isEqualTo(100 * 0x40);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "CHECK"})
    void aFaultInTheMiddleLeavesExactState(Engine engine) {
        use(engine.create(RAM), Mode.PAGED_USER);
        c.regs[Cpu.EBX] = DATA;
        // add eax,7; mov [ebx],eax; lea ebx,[ebx+100h]; jmp: it walks over RAM until a page is not there
        machine.poke(CODE, 0x83, 0xC0, 0x07, 0x89, 0x03, 0x8D, 0x9B, 0x00, 0x01, 0x00, 0x00, 0xEB, 0xF3);
        machine.poke32(TABLE + 0x30 * 4, 0);
        machine.poke32(0x1800 + 14 * 8, 8 << 16 | 0x6000);
        machine.poke(0x6000, 0xF4);
        Exit exit = machine.run(100_000);
        assertThat(exit).isEqualTo(Exit.HALTED);
        assertThat(c.cr2).isEqualTo(0x30000);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(7 * 0x101);
        assertThat(c.regs[Cpu.EBX]).isEqualTo(0x30000);
        int stack = c.regs[Cpu.ESP];
        assertThat(machine.peek32(stack + 4)).as("EIP of the store").isEqualTo(CODE + 3);
        assertThat(machine.peek32(stack + 12) & Eflags.STATUS).as("flags of the addition")
                .isEqualTo(flagsOfAddition(7 * 0x100, 7));
        assertThat(c.execution.retired()).as("faulting instructions do not count, the delivery does").isEqualTo(4 * 0x100 + 3);
    }

    private static int flagsOfAddition(int a, int b) {
        int r = a + b;
        return (Integer.bitCount(r & 0xFF) % 2 == 0 ? Eflags.PF : 0) | ((a ^ b ^ r) & Eflags.AF);
    }

    @Test
    void anInterruptComesAtTheSameInstruction() {
        countingLoop(CODE);
        machine.run(1000);
        c.setEflags(Eflags.IF);
        machine.socket.vector = 0x21;
        c.execution.setInterruptRequest(true);
        machine.run(1);
        assertThat(machine.peek32(c.regs[Cpu.ESP])).as("return address").isEqualTo(CODE + 3);
    }

    @Test
    void stopPointsBypassTranslatedCode() {
        countingLoop(CODE);
        isTranslated();
        c.stopPoints.set(List.of(new StopPoint(StopPoint.Kind.EXECUTE, CODE + 3, 1)));
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(c.eip).isEqualTo(CODE + 3);
        c.stopPoints.set(List.of());
        assertThat(inRegions(300)).isGreaterThan(250);
    }

    @Test
    void watchedDataBypassesTranslatedCode() {
        // mov [ebx],eax; inc eax; jmp
        machine.poke(CODE, 0x89, 0x03, 0x40, 0xEB, 0xFB);
        isTranslated();
        c.stopPoints.set(List.of(new StopPoint(StopPoint.Kind.WRITE, DATA, 4)));
        assertThat(machine.run(100)).isEqualTo(Exit.STOPPED);
    }

    @Test
    void singleStepsBypassTranslatedCode() {
        countingLoop(CODE);
        isTranslated();
        c.setFlag(Eflags.TF, true);
        machine.poke32(0x1800 + 8, 8 << 16 | 0x6000);
        machine.poke(0x6000, 0xF4);
        long before = machine.translated().instructions();
        assertThat(machine.run(100)).isEqualTo(Exit.HALTED);
        assertThat(machine.translated().instructions()).isEqualTo(before);
    }

    @Test
    void regionsAreDroppedBeyondTheLimit() {
        for (int i = 0; i < 120; i++) {
            countingLoop(CODE + i * 0x40);
            c.eip = CODE + i * 0x40;
            machine.run(60);
        }
        assertThat(machine.translated().regions()).isLessThanOrEqualTo(50);
        assertThat(machine.translated().dropped()).isGreaterThan(50);
        c.eip = CODE;
        assertThat(inRegions(600)).as("what was dropped is translated again").isGreaterThan(500);
    }
}
