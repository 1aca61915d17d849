package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.backplane.bus.machine.TranslatedRegionDTO;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the translator tells of itself: counts, and events of Flight Recorder. */
class TranslatorReportTest {
    private static final int RAM = 0x40000;
    private static final int CODE = 0x10000;
    private static final int DATA = 0x20000;
    private static final int TABLE = 0x4000;
    private static final int DIRECTORY = 0x3000;
    private static final String BY_STORE = "written by the guest's own store";
    private static final String BY_OTHERS = "written by DMA, a card or the shell";
    private static final String MOVED = "not entered whole: a page moved or is not known";
    private static final String LEFT_SOON = "left for the interpreter after too few instructions";
    private static final String EVICTED = "dropped to make room";

    private final TestCpu machine = Engine.TRANSLATOR.create(RAM);
    private final Cpu c = machine.cpu;

    @BeforeEach
    void flat() {
        prepare(Mode.FLAT_SUPERVISOR);
    }

    private void prepare(Mode mode) {
        RandomCodeTest.tables(machine, mode);
        for (int page = 0; page < RAM >>> 12; page++) {
            machine.poke32(TABLE + page * 4, page << 12 | 7);
        }
        RandomCodeTest.enter(machine, mode);
        c.regs[Cpu.ESP] = 0x3F000;
        c.regs[Cpu.EBX] = DATA;
        c.eip = CODE;
        c.setEflags(0);
        c.updateMode();
    }

    /** add eax,imm8; inc ecx; jmp to the start: three instructions, six bytes. */
    private void countingLoop(int at) {
        machine.poke(at, 0x83, 0xC0, 0x01, 0x41, 0xEB, 0xFA);
    }

    private TranslatorDTO after(int instructions) {
        machine.run(instructions);
        return machine.describe(10);
    }

    private static Map<String, Long> happened(Map<String, Long> counts) {
        return counts.entrySet().stream().filter(count -> count.getValue() != 0)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** inc ecx; jmp to a far jmp to the start, which is interpreted. */
    private void loopWithAFarJump() {
        machine.poke(CODE, 0x41, 0xEB, 0x00, 0xEA);
        machine.poke32(CODE + 4, CODE);
        machine.poke(CODE + 8, c.segments[SegmentRegister.CS].selector, 0);
    }

    @Test
    void aRegionThatIsLeftForTheInterpreterTooSoonIsGivenUp() {
        loopWithAFarJump();
        TranslatorDTO told = after(100_000);
        assertThat(told.invalidations.get(LEFT_SOON)).isZero();
        told = after(400_000);
        assertThat(told.invalidations.get(LEFT_SOON)).isPositive();
        assertThat(c.regs[Cpu.ECX]).isEqualTo(500_000 / 3 + 1);
    }

    @Test
    void soItIsWhereAllSlicesAreShort() {
        loopWithAFarJump();
        TranslatorDTO told = after(900);
        for (int executed = 900; executed < 500_000; executed += 900) {
            told = after(900);
        }
        assertThat(told.invalidations.get(LEFT_SOON)).isPositive();
    }

    @Test
    void anInterpreterSaysSoAndNothingElse() {
        TestCpu plain = Engine.INTERPRETER.create(RAM);
        plain.run(10);
        TranslatorDTO told = plain.describe(5);
        assertThat(told.engine).isEqualTo("interpreter");
        assertThat(told.instructions).isEqualTo(10);
        assertThat(told.exits).isEmpty();
        assertThat(told.hottest).isEmpty();
        assertThat(Engine.CHECK.create(RAM).describe(0).engine).isEqualTo("check");
    }

    @Test
    void aHotLoopIsToldWithItsPlaceAndSize() {
        countingLoop(CODE);
        TranslatorDTO told = after(3000);
        assertThat(told.engine).isEqualTo("translator");
        assertThat(told.instructions).isEqualTo(3000);
        assertThat(told.regionInstructions).isBetween(2900L, 2999L);
        assertThat(told.regions).isEqualTo(1);
        assertThat(told.compiled).isEqualTo(1);
        assertThat(told.compileNanos).isPositive();
        assertThat(told.runNanos).isGreaterThanOrEqualTo(told.regionNanos);
        assertThat(told.guestBytes).isEqualTo(6);
        assertThat(told.hottest).hasSize(1);
        TranslatedRegionDTO region = told.hottest[0];
        assertThat(region.linear).isEqualTo(CODE);
        assertThat(region.physical).isEqualTo(CODE);
        assertThat(region.instructions).isEqualTo(3);
        assertThat(region.guestBytes).isEqualTo(6);
        assertThat(region.bytecodeBytes).isEqualTo((int) told.bytecodeBytes).isPositive();
        assertThat(region.tier).isEqualTo("quick");
        assertThat(region.executed).isEqualTo(told.regionInstructions);
        assertThat(region.entries).isEqualTo(told.entries).isPositive();
        assertThat(happened(told.exits)).as("the slice ended, and nothing else").containsOnlyKeys("at the end of a slice");
    }

    @Test
    void thePhysicalAddressIsThatOfThePage() {
        prepare(Mode.PAGED_USER);
        machine.poke32(TABLE + 0x12 * 4, CODE | 7);
        countingLoop(CODE + 0x10);
        c.eip = 0x12010;
        TranslatedRegionDTO region = after(300).hottest[0];
        assertThat(region.linear).isEqualTo(0x12010);
        assertThat(region.physical).isEqualTo(CODE + 0x10);
    }

    @Test
    void theHottestComeFirstAndNoMoreThanWereAskedFor() {
        for (int i = 0; i < 3; i++) {
            countingLoop(CODE + i * 0x40);
            c.eip = CODE + i * 0x40;
            machine.run(100 + 100 * i);
        }
        assertThat(machine.describe(2).hottest).extracting(region -> region.linear)
                .containsExactly((long) CODE + 0x80, (long) CODE + 0x40);
        assertThat(machine.describe(0).hottest).isEmpty();
    }

    @Test
    void aStoreOfTheGuestIsToldFromAWriteOfSomebodyElse() {
        countingLoop(CODE);
        machine.run(300);
        machine.poke(CODE + 2, 2);
        assertThat(happened(machine.describe(0).invalidations)).isEqualTo(Map.of(BY_OTHERS, 1L));
        machine.run(300);
        // Elsewhere: mov byte [CODE+2],3; jmp to the loop
        machine.poke(DATA, 0xC6, 0x05, 0x02, 0x00, 0x01, 0x00, 0x03, 0xE9, 0xF4, 0xFF, 0xFE, 0xFF);
        c.eip = DATA;
        assertThat(happened(after(100).invalidations)).isEqualTo(Map.of(BY_OTHERS, 1L, BY_STORE, 1L));
    }

    @Test
    void aPageThatMovedIsTold() {
        prepare(Mode.PAGED_USER);
        countingLoop(CODE);
        countingLoop(CODE + 0x3000);
        machine.run(300);
        long executed = machine.describe(0).regionInstructions;
        machine.poke32(TABLE + (CODE >>> 12) * 4, CODE + 0x3000 | 7);
        c.setCr3(DIRECTORY);
        machine.run(300);
        assertThat(machine.describe(0).regionInstructions).isGreaterThan(executed);
        c.eip = CODE;
        machine.poke32(TABLE + (CODE >>> 12) * 4, CODE | 7);
        c.setCr3(DIRECTORY);
        assertThat(after(300).installed).as("both places are known").isEqualTo(2);
    }

    @Test
    void aPageOfARegionThatIsGoneIsTold() {
        prepare(Mode.PAGED_USER);
        // nop up to the end of the page: a loop that begins in one page and ends in the next
        machine.poke(CODE + 0xFFF, 0x90, 0x41, 0xEB, 0xFC);
        c.eip = CODE + 0xFFF;
        machine.run(300);
        assertThat(happened(machine.describe(0).invalidations)).isEmpty();
        machine.poke(0x22000, 0x41, 0x41, 0xEB, 0xFB);
        machine.poke32(TABLE + (CODE + 0x1000 >>> 12) * 4, 0x22000 | 7);
        c.setCr3(DIRECTORY);
        TranslatorDTO told = after(300);
        assertThat(happened(told.invalidations)).containsOnlyKeys(MOVED);
        assertThat(told.exits.get("before a page that moved or is not known")).isPositive();
    }

    @Test
    void regionsThatMakeRoomAreTold() {
        for (int i = 0; i < 60; i++) {
            countingLoop(CODE + i * 0x40);
            c.eip = CODE + i * 0x40;
            machine.run(60);
        }
        TranslatorDTO told = machine.describe(60);
        assertThat(told.installed).isEqualTo(60);
        assertThat(told.invalidations.get(EVICTED)).isEqualTo(60L - told.regions);
        assertThat(told.hottest).as("what was executed before others were dropped still counts")
                .allMatch(region -> region.executed > 30);
    }

    @Test
    void theReasonsForLeavingAreTold() {
        // emms; pcmpeqd mm1,mm1; inc ecx; jmp
        machine.poke(CODE, 0x0F, 0x77, 0x0F, 0x76, 0xC9, 0x41, 0xEB, 0xF8);
        TranslatorDTO told = after(500);
        assertThat(told.escapes).as("two calls each time").isGreaterThan(200);
        // mov [24FFFh],eax, in two pages; jmp
        machine.poke(DATA, 0xA3, 0xFF, 0x4F, 0x02, 0x00, 0xEB, 0xF9);
        c.eip = DATA;
        assertThat(after(500).exits.get("before an access that is not direct")).isGreaterThan(50);
        // inc eax; sti, which ends blocks; jmp
        machine.poke(DATA + 0x100, 0x40, 0xFB, 0xEB, 0xFC);
        c.eip = DATA + 0x100;
        assertThat(after(500).exits.get("before an instruction that is interpreted")).isGreaterThan(50);
        // inc eax; mov edx,DATA+400h; push edx; ret, whose targets are not looked for
        machine.poke(DATA + 0x200, 0x40, 0xBA, 0x00, 0x04, 0x02, 0x00, 0x52, 0xC3);
        machine.poke(DATA + 0x400, 0x41, 0xBA, 0x00, 0x02, 0x02, 0x00, 0x52, 0xC3);
        c.eip = DATA + 0x200;
        assertThat(after(500).exits.get("to code outside of the region")).isGreaterThan(50);
    }

    @Test
    void aRegionIsMadeAnewForTheDeviceThatItAccesses() {
        // mov al,[80000h], where there is no RAM; jmp
        machine.poke(CODE, 0xA0, 0x00, 0x00, 0x08, 0x00, 0xEB, 0xF9);
        TranslatorDTO told = after(30);
        assertThat(happened(told.invalidations)).containsOnly(Map.entry("made anew, as an instruction is often left to its handler", 1L));
        long escapes = told.escapes;
        long left = told.exits.get("before an access that is not direct");
        told = after(1000);
        assertThat(told.escapes - escapes).as("one call each time").isEqualTo(500);
        assertThat(told.exits.get("before an access that is not direct")).isEqualTo(left);
    }

    @Test
    void aRegionIsMadeAnewForExceptionsThatAreNotMasked() {
        // fninit; mov word [DATA],35fh, so that the inexact result is not masked; fldcw [DATA]; then for ever: fld1; fadd st,st; fstp st; inc ecx; jmp
        machine.poke(CODE, 0xDB, 0xE3, 0x66, 0xC7, 0x05, 0x00, 0x00, 0x02, 0x00, 0x5F, 0x03, 0xD9, 0x2D, 0x00, 0x00, 0x02, 0x00,
                0xD9, 0xE8, 0xD8, 0xC0, 0xDD, 0xD8, 0x41, 0xEB, 0xF7);
        TranslatorDTO told = after(200);
        assertThat(told.exits.get("before an x87 instruction that is left to its handler")).isPositive();
        assertThat(told.invalidations.get("made anew, as an instruction is often left to its handler")).isPositive();
        long escapes = told.escapes;
        long left = told.exits.get("before an x87 instruction that is left to its handler");
        told = after(1000);
        assertThat(told.escapes - escapes).as("three calls in five instructions, but for ends of slices").isBetween(590L, 600L);
        assertThat(told.exits.get("before an x87 instruction that is left to its handler")).isEqualTo(left);
    }

    @Test
    void anExceptionOfACalledInstructionLeavesTheRegion() {
        // inc ecx; emms, which is not available; nop; jmp $+2; inc edx; jmp. The handler goes on at the nop, which is stepped
        // because RF is set: add dword [esp],2; iret
        machine.poke(CODE, 0x41, 0x0F, 0x77, 0x90, 0xEB, 0x00, 0x42, 0xEB, 0xF7);
        c.setCr0(c.cr0 | Cpu.CR0_TS);
        machine.poke32(0x1800 + Vector.NM * 8, 0x08 << 16 | 0x6000);
        machine.poke(0x6000, 0x83, 0x04, 0x24, 0x02, 0xCF);
        TranslatorDTO told = after(1000);
        assertThat(told.exits.get("by an exception")).isGreaterThan(50);
        assertThat(told.regionInstructions).as("what was executed before it counts")
                .isGreaterThanOrEqualTo(told.exits.get("by an exception"));
    }

    /** Nothing of Flight Recorder is prepared before something is recorded. */
    @Test
    void aRecordingThatBeginsBehindTheTranslationIsToldToo(@TempDir Path directory) throws IOException {
        countingLoop(CODE);
        machine.run(300);
        List<RecordedEvent> events = recorded(directory, () -> machine.poke(CODE + 2, 5));
        assertThat(events).extracting(event -> event.getEventType().getName()).containsExactly("org.backplane.RegionInvalidate");
    }

    @Test
    void flightRecorderIsToldOfWhatIsTranslatedAndGivenUp(@TempDir Path directory) throws IOException {
        List<RecordedEvent> events = recorded(directory, () -> {
            countingLoop(CODE);
            machine.run(300);
            machine.poke(CODE + 2, 5);
        });
        assertThat(events).extracting(event -> event.getEventType().getName())
                .containsExactly("org.backplane.RegionCompile", "org.backplane.RegionInvalidate");
        RecordedEvent compile = events.get(0);
        assertThat(compile.getLong("physical")).isEqualTo(CODE);
        assertThat(compile.getInt("instructions")).isEqualTo(3);
        assertThat(compile.getInt("bytecode")).isPositive();
        assertThat(compile.getString("tier")).isIn("quick", "best");
        assertThat(compile.getDuration().toNanos()).isPositive();
        assertThat(events.get(1).getString("reason")).isEqualTo(BY_OTHERS);
    }

    private static List<RecordedEvent> recorded(Path directory, Runnable work) throws IOException {
        Path file = directory.resolve("translator.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.backplane.RegionCompile");
            recording.enable("org.backplane.RegionInvalidate");
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream().filter(event -> event.getLong("linear") == CODE).toList();
    }
}
