package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.jit.DirectRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads of memory without paging, by code that takes for granted where it lies: all of a loop's reads are summed up, and come from where they
 * should after the map, the address lines or paging have changed.
 */
class DirectRunTest {
    private static final int RAM = 4 << 20;
    private static final int PAGE = 4096;
    /** Where it stays while address line 20 is masked. */
    private static final int CODE = 0x281000;
    private static final int DATA = 0x200000;
    private static final int BELOW = DATA - (1 << 20);
    private static final int DIRECTORY = 0x380000;
    private static final int TABLE = 0x381000;
    private static final int PRESENT = 3;
    private static final int WORDS = 3 * PAGE / 4;
    private static final int DEVICE = 0x1234567;
    /** Instructions after which code is made for memory again although some that code was made for has gone. */
    private static final int LONG = 300_000_000;

    private TestCpu machine;
    private Cpu c;

    private void prepare(Engine engine) {
        machine = engine.create(RAM);
        c = machine.cpu;
        RandomCodeTest.tables(machine, Mode.FLAT_SUPERVISOR);
        RandomCodeTest.enter(machine, Mode.FLAT_SUPERVISOR);
        c.setCr0(c.cr0 & ~Cpu.CR0_PG);
        c.setEflags(0);
        machine.socket.device = () -> DEVICE;
        for (int at = 0; at < RAM; at += 4) {
            machine.poke32(at, at * 0x9E3779B1);
        }
        // add eax,[esi]; add esi,4; dec ecx; jnz; hlt
        machine.poke(CODE, 0x03, 0x06, 0x83, 0xC6, 0x04, 0x49, 0x75, 0xF8, 0xF4);
        assertThat(sum(DATA, WORDS)).as("before anything changes").isEqualTo(expected(DATA, WORDS));
    }

    private int sum(int first, int words) {
        c.execution.wake();
        c.eip = CODE;
        c.regs[Cpu.EAX] = 0;
        c.regs[Cpu.ESI] = first;
        c.regs[Cpu.ECX] = words;
        long before = c.execution.retired();
        assertThat(machine.run(10L * words)).isEqualTo(Exit.HALTED);
        assertThat(c.execution.retired() - before).isEqualTo(4L * words + 1);
        return c.regs[Cpu.EAX];
    }

    private int expected(int first, int words) {
        int sum = 0;
        for (int i = 0; i < words; i++) {
            sum += machine.peek32(first + 4 * i);
        }
        return sum;
    }

    /** The loop is translated, and soon again if its code was made for memory that has gone. */
    private void isTranslated() {
        sum(DATA, WORDS);
        long before = machine.translated().instructions();
        sum(DATA, WORDS);
        assertThat(machine.translated().instructions() - before).isGreaterThan(3L * WORDS);
    }

    /** For when paging is on: all pages are where they were, but the one at DATA is seven further on. */
    private void makePageTables() {
        for (int page = 0; page < RAM / PAGE; page++) {
            machine.poke32(TABLE + 4 * page, (page * PAGE == DATA ? DATA + 7 * PAGE : page * PAGE) | PRESENT);
        }
        machine.poke32(DIRECTORY, TABLE | PRESENT);
        c.setCr3(DIRECTORY);
    }

    private void mapChanged() {
        c.mmu.invalidateAll();
        c.execution.translationsChanged();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBehindItIsRead(Engine engine) {
        prepare(engine);
        assertThat(sum(RAM - 8, 5)).as("the end of RAM").isEqualTo(expected(RAM - 8, 2) + 3 * DEVICE);
        assertThat(sum(0xFF800, WORDS)).as("from below 1 MiB").isEqualTo(expected(0xFF800, WORDS));
        assertThat(sum(DATA + 3, WORDS)).as("not aligned, across pages").isEqualTo(expected(DATA + 3, WORDS));
        assertThat(sum(-8, 2)).as("the end of the address space").isEqualTo(2 * DEVICE);
    }

    @ParameterizedTest
    @EnumSource
    void aPageThatHasGoneIsNotRead(Engine engine) {
        prepare(engine);
        machine.socket.hidden = DATA + PAGE;
        mapChanged();
        int others = expected(DATA, PAGE / 4) + expected(DATA + 2 * PAGE, PAGE / 4);
        assertThat(sum(DATA, WORDS)).isEqualTo(others + PAGE / 4 * DEVICE);
        machine.socket.hidden = -1;
        mapChanged();
        assertThat(sum(DATA, WORDS)).as("it is back").isEqualTo(expected(DATA, WORDS));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSLATOR", "BEST", "CHECK"})
    void codeForMemoryThatHasGoneIsMadeAnew(Engine engine) {
        prepare(engine);
        isTranslated();
        machine.socket.hidden = DATA - PAGE;
        mapChanged();
        isTranslated();
        machine.socket.hidden = -1;
        mapChanged();
        isTranslated();
    }

    @Test
    void thereIsARunInEachOfManyMaps() {
        prepare(Engine.INTERPRETER);
        DirectRuns runs = new DirectRuns(c);
        for (int pages = 200; pages > 0; pages -= 10) {
            machine.socket.hidden = DATA + pages * PAGE;
            mapChanged();
            runs.refresh();
            executed(LONG);
            assertThat(runs.around(DATA)).as("memory up to page %d", pages).isNotNull();
        }
    }

    /** So many instructions have been executed. */
    private void executed(int instructions) {
        c.execution.begin(instructions);
        c.execution.budget = 0;
    }

    @ParameterizedTest
    @EnumSource
    void theGateOfAddressLineTwentyCounts(Engine engine) {
        prepare(engine);
        for (int round = 0; round < 3; round++) {
            c.mmu.setAddressMask(~(1L << 20));
            c.execution.translationsChanged();
            assertThat(sum(BELOW, WORDS)).as("closed").isEqualTo(expected(BELOW & ~(1 << 20), WORDS));
            c.mmu.setAddressMask(-1);
            c.execution.translationsChanged();
            assertThat(sum(BELOW, WORDS)).as("open").isEqualTo(expected(BELOW, WORDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pagingCounts(Engine engine) {
        prepare(engine);
        makePageTables();
        for (int round = 0; round < 3; round++) {
            c.setCr0(c.cr0 | Cpu.CR0_PG);
            int others = expected(DATA + PAGE, WORDS - PAGE / 4);
            assertThat(sum(DATA, WORDS)).as("on").isEqualTo(expected(DATA + 7 * PAGE, PAGE / 4) + others);
            c.setCr0(c.cr0 & ~Cpu.CR0_PG);
            assertThat(sum(DATA, WORDS)).as("off").isEqualTo(expected(DATA, WORDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallWithinARegionThatTurnsPagingOnIsNoticed(Engine engine) {
        prepare(engine);
        makePageTables();
        // add eax,[esi]; mov cr0,edx; add eax,[esi]; mov cr0,ebx; dec ecx; jnz; hlt
        machine.poke(CODE, 0x03, 0x06, 0x0F, 0x22, 0xC2, 0x03, 0x06, 0x0F, 0x22, 0xC3, 0x49, 0x75, 0xF3, 0xF4);
        c.regs[Cpu.EBX] = c.cr0;
        c.regs[Cpu.EDX] = c.cr0 | Cpu.CR0_PG;
        c.execution.wake();
        c.eip = CODE;
        c.regs[Cpu.EAX] = 0;
        c.regs[Cpu.ESI] = DATA + 16;
        c.regs[Cpu.ECX] = 100;
        assertThat(machine.run(10_000)).isEqualTo(Exit.HALTED);
        assertThat(c.regs[Cpu.EAX]).isEqualTo(100 * (machine.peek32(DATA + 16) + machine.peek32(DATA + 7 * PAGE + 16)));
    }
}
