package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.backplane.bus.machine.StopPoint;
import org.backplane.bus.machine.TranslatorDTO;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.RandomCodeTest.Mode;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.backplane.cpu.internal.core.SegmentRegister;
import org.backplane.cpu.internal.core.Vector;
import org.backplane.cpu.internal.jit.WayOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Loops that access a device: they become regions that call for it, and whatever happens in the access is as it is in the
 * interpreter. The device sees how many instructions were retired and where the processor stands.
 */
class DeviceAccessTest {
    private static final int RAM = 0x40000;
    private static final int CODE = 0x10000;
    private static final int DATA = 0x20000;
    /** Right behind RAM. */
    private static final int DEVICE = RAM;
    private static final int TABLE = 0x4000;
    private static final int IDT = 0x1800;
    private static final int HANDLER = 0x6000;
    private static final int ANSWERS = 0x9E3779B9;
    private static final int CHUNKS = 30;
    private static final int CHUNK = 67;
    /** The loop has long become a region by then. */
    private static final int MOMENT = 150;

    /** What the device does at one of the accesses. */
    private enum Effect {
        NOTHING,
        NMI,
        INTERRUPT,
        LEAVE,
        /** Another map: every translation is void. */
        MAP,
        /** It gates address line 16, so that other code is executed next. */
        ADDRESS_LINE,
        /** It writes the constant of the addition at the start of the loop. */
        CODE_WRITTEN,
        /** Its page is not there for the next access. */
        PAGE_GONE
    }

    /** A machine whose guest executes a loop for ever. */
    private static final class Guest {
        final TestCpu machine;
        final Cpu c;
        private final List<String> seen = new ArrayList<>();
        private int accesses;
        private Effect effect;

        Guest(Engine engine, Mode mode, Effect effect, String body) {
            this.machine = engine.create(RAM);
            this.c = machine.cpu;
            this.effect = effect;
            RandomCodeTest.tables(machine, mode);
            for (int page = 0; page <= DEVICE >>> 12; page++) {
                machine.poke32(TABLE + page * 4, page << 12 | 7);
            }
            RandomCodeTest.enter(machine, mode);
            registers();
            handlers();
            loop(CODE, 3, body);
            loop(CODE ^ 0x10000, 5, body);
            machine.socket.device = this::accessed;
        }

        private void registers() {
            c.regs[Cpu.ESP] = 0x3F000;
            c.regs[Cpu.EAX] = 0x1234;
            c.regs[Cpu.ECX] = 0;
            c.regs[Cpu.EDX] = 0x7000_0000;
            c.regs[Cpu.EBX] = DEVICE;
            SegmentRegister flat = c.segments[SegmentRegister.DS];
            c.segments[SegmentRegister.FS].load(flat.selector, DEVICE, -1, flat.attributes);
            c.eip = CODE;
            c.setEflags(Eflags.IF);
            c.updateMode();
        }

        /** IRET for interrupts, which are level-triggered: CS:[DATA] tells that it was here. HLT at a page fault and at a trap. */
        private void handlers() {
            machine.poke32(IDT + 0x21 * 8, 8 << 16 | HANDLER);
            machine.poke32(IDT + Vector.NMI * 8, 8 << 16 | HANDLER);
            machine.poke(HANDLER, 0xFF, 0x05, 0x00, 0x00, 0x02, 0x00, 0xCF);
            machine.poke32(IDT + Vector.PF * 8, 8 << 16 | HANDLER + 0x10);
            machine.poke32(IDT + Vector.DB * 8, 8 << 16 | HANDLER + 0x10);
            machine.poke(HANDLER + 0x10, 0xF4);
        }

        /** add edx,imm8; the body; inc ecx; jmp */
        private void loop(int at, int constant, String body) {
            String[] bytes = body.split(" ");
            machine.poke(at, 0x83, 0xC2, constant);
            for (int i = 0; i < bytes.length; i++) {
                machine.poke(at + 3 + i, Integer.parseInt(bytes[i], 16));
            }
            machine.poke(at + 3 + bytes.length, 0x41, 0xEB, -(6 + bytes.length));
        }

        private long accessed() {
            seen.add(machine.socket.deviceLog.get(machine.socket.deviceLog.size() - 1) + ", retired " + c.execution.retired()
                    + " at " + Integer.toHexString(c.instruction()));
            if (++accesses == MOMENT) {
                happen();
            }
            return (long) accesses * ANSWERS;
        }

        private void happen() {
            switch (effect) {
                case NMI -> c.execution.requestNmi();
                case INTERRUPT -> {
                    machine.socket.vector = 0x21;
                    c.execution.setInterruptRequest(true);
                }
                case LEAVE -> c.execution.leave();
                case MAP -> {
                    c.mmu.invalidateAll();
                    c.execution.translationsChanged();
                }
                case ADDRESS_LINE -> {
                    c.mmu.setAddressMask(~0x10000L);
                    c.execution.translationsChanged();
                }
                case CODE_WRITTEN -> machine.poke(CODE + 2, 9);
                case PAGE_GONE -> {
                    machine.poke32(TABLE + (DEVICE >>> 12) * 4, 0);
                    c.mmu.invalidatePage(DEVICE);
                    c.execution.translationChanged(DEVICE);
                }
                default -> { }
            }
        }

        /** Runs some instructions; what can be told of it. */
        List<String> run(int instructions) {
            Exit exit = machine.run(instructions);
            List<String> state = new ArrayList<>(seen);
            seen.clear();
            state.add(exit + " after " + c.execution.retired());
            state.addAll(RandomCodeTest.state(machine));
            return state;
        }
    }

    private static void compare(Engine engine, Mode mode, Effect effect, String body) {
        Guest translated = new Guest(engine, mode, effect, body);
        Guest interpreted = new Guest(Engine.INTERPRETER, mode, effect, body);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            assertThat(translated.run(CHUNK)).as("%s, %s, %s, chunk %d", engine, effect, body, chunk)
                    .isEqualTo(interpreted.run(CHUNK));
            if (effect == Effect.INTERRUPT && chunk == CHUNKS - 2) {
                translated.c.execution.setInterruptRequest(false);
                interpreted.c.execution.setInterruptRequest(false);
            }
        }
        assertThat(translated.accesses).as("accesses of %s", body).isGreaterThanOrEqualTo(MOMENT);
        assertThat(translated.machine.socket.arena()).as(body).isEqualTo(interpreted.machine.socket.arena());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "8B 03",                            // mov eax,[ebx]
        "8A 63 01",                         // mov ah,[ebx+1]
        "66 8B 43 02",                      // mov ax,[ebx+2]
        "89 03",                            // mov [ebx],eax
        "88 53 07",                         // mov [ebx+7],dl
        "66 C7 03 34 12",                   // mov word [ebx],1234h
        "13 03",                            // adc eax,[ebx]
        "11 03",                            // adc [ebx],eax: a read and a write
        "39 13 7C 01 40",                   // cmp [ebx],edx; jl; inc eax
        "F6 03 80 74 01 48",                // test byte [ebx],80h; jz; dec eax
        "87 03",                            // xchg [ebx],eax
        "0F 92 03",                         // setc [ebx]
        "0F B6 33",                         // movzx esi,byte [ebx]
        "0F 44 03",                         // cmovz eax,[ebx]
        "FF 33 8F 43 04",                   // push [ebx]; pop [ebx+4]
        "64 03 05 10 00 00 00",             // add eax,fs:[10h]
        "89 DE AC",                         // mov esi,ebx; lodsb
        "89 DF AB",                         // mov edi,ebx; stosd
        "89 DE BF 00 10 02 00 A5",          // mov esi,ebx; mov edi,DATA+1000h; movsd
        "89 DF BE 00 10 02 00 A4",          // mov edi,ebx; mov esi,DATA+1000h; movsb
        "8B 43 FE",                         // mov eax,[ebx-2]: two bytes of RAM and two of the device
        "89 43 FF",                         // mov [ebx-1],eax
        "8B 03 03 43 04 89 43 08",          // three accesses in a row
        "E4 60 8B 03",                      // in al,60h; mov eax,[ebx]
    })
    void accessesAreMadeAsInTheInterpreter(String body) {
        compare(Engine.TRANSLATOR, Mode.FLAT_SUPERVISOR, Effect.NMI, body);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void whateverHappensInAnAccessIsAsInTheInterpreter(Effect effect) {
        Mode mode = effect == Effect.PAGE_GONE ? Mode.PAGED_USER : Mode.FLAT_SUPERVISOR;
        // mov eax,[ebx]; mov [ebx],al; adc [ebx],eax; mov edi,ebx; mov esi,DATA+1000h; movsd
        for (String body : List.of("8B 03", "88 03", "11 03", "89 DF BE 00 10 02 00 A5")) {
            compare(Engine.TRANSLATOR, mode, effect, body);
        }
        compare(Engine.BEST, mode, effect, "11 03");
        compare(Engine.CHECK, mode, effect, "11 03");
    }

    /** The region ends with a row of MMX instructions, one of them an access: before LODS, which is repeated. */
    @Test
    void anAccessStopsInARowAtWhoseEndTheSliceEnds() {
        // emms; pcmpeqd mm1,mm1; movd mm0,[ebx]; paddd mm0,mm1; rep lodsb
        String body = "0F 77 0F 76 C9 0F 6E 03 0F FE C1 F3 AC";
        Guest translated = new Guest(Engine.TRANSLATOR, Mode.FLAT_SUPERVISOR, Effect.NOTHING, body);
        Guest interpreted = new Guest(Engine.INTERPRETER, Mode.FLAT_SUPERVISOR, Effect.NOTHING, body);
        assertThat(translated.run(10_000)).isEqualTo(interpreted.run(10_000));
        for (Guest guest : List.of(translated, interpreted)) {
            guest.machine.socket.device = () -> {
                guest.c.execution.leave();
                return 1;
            };
        }
        for (int most = 1; most < 30; most++) {
            assertThat(translated.run(most)).as("slice of %d", most).isEqualTo(interpreted.run(most));
        }
        assertThat(translated.machine.describe(0).exits.get(WayOut.CALLED.toString())).as("stops in the row").isPositive();
    }

    /** A display does that, to see what is written from then on. */
    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"TRANSLATOR", "BEST"})
    void aPageWhoseWritesAreRevokedInAnAccessIsLookedAtAgain(Engine engine) {
        // mov eax,[ebx]; mov [DATA],eax
        Guest guest = new Guest(engine, Mode.FLAT_SUPERVISOR, Effect.NOTHING, "8B 03 A3 00 00 02 00");
        int[] writes = guest.c.mmu.directWrites(false);
        guest.run(1000);
        assertThat(writes[DATA >>> 12]).as("written directly").isZero();
        guest.machine.socket.device = () -> {
            guest.c.mmu.revokeWrites(DATA, 1);
            return 7;
        };
        for (int i = 0; i < 10; i++) {
            guest.run(5);
            assertThat(writes[DATA >>> 12]).as("written after it was looked at").isZero();
        }
        assertThat(guest.machine.peek32(DATA)).isEqualTo(7);
    }

    @Test
    void aPollingLoopStaysInItsRegion() {
        Guest guest = new Guest(Engine.TRANSLATOR, Mode.FLAT_SUPERVISOR, Effect.NOTHING, "F6 03 80 8B 43 04");
        guest.run(100);
        TranslatorDTO before = guest.machine.describe(0);
        guest.run(10_000);
        TranslatorDTO after = guest.machine.describe(0);
        assertThat(after.regionInstructions - before.regionInstructions).as("all of it").isEqualTo(10_000);
        assertThat(after.entries - before.entries).as("entered once more").isEqualTo(1);
        assertThat(after.escapes - before.escapes).as("a call for each access").isEqualTo(4_000);
    }

    @Test
    void codeThatIsCheckedLeavesForADevice() {
        Guest guest = new Guest(Engine.CHECK, Mode.FLAT_SUPERVISOR, Effect.NOTHING, "8B 03");
        guest.run(10_000);
        TranslatorDTO told = guest.machine.describe(0);
        assertThat(told.escapes).as("handlers have effects that cannot be taken back").isZero();
        assertThat(told.regionInstructions).isPositive();
        assertThat(guest.accesses).as("each access is made once").isEqualTo(2_500);
    }

    @Test
    void anAccessThatNowGoesToRamIsMadeThere() {
        Guest guest = new Guest(Engine.TRANSLATOR, Mode.PAGED_USER, Effect.NOTHING, "89 03");
        guest.run(1000);
        int accesses = guest.accesses;
        guest.machine.poke32(TABLE + (DEVICE >>> 12) * 4, DATA | 7);
        guest.c.mmu.invalidatePage(DEVICE);
        guest.c.execution.translationChanged(DEVICE);
        guest.run(4);
        long escapes = guest.machine.describe(0).escapes;
        guest.run(1000);
        assertThat(guest.machine.describe(0).escapes).as("without a call").isEqualTo(escapes);
        assertThat(guest.accesses).isEqualTo(accesses);
        assertThat(guest.machine.peek32(DATA)).isEqualTo(guest.c.regs[Cpu.EAX]);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "CHECK"})
    void anAccessThatIsWatchedStopsTheGuestBehindIt(Engine engine) {
        Guest guest = new Guest(engine, Mode.FLAT_SUPERVISOR, Effect.NOTHING, "89 03");
        guest.run(1000);
        guest.c.stopPoints.set(List.of(new StopPoint(StopPoint.Kind.WRITE, DEVICE, 4)));
        int accesses = guest.accesses;
        assertThat(guest.machine.run(100)).isEqualTo(Exit.STOPPED);
        assertThat(guest.accesses).isEqualTo(accesses + 1);
        assertThat(guest.c.eip).isEqualTo(CODE + 5);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "CHECK"})
    void aSingleStepEndsBehindTheAccess(Engine engine) {
        Guest guest = new Guest(engine, Mode.FLAT_SUPERVISOR, Effect.NOTHING, "8B 03");
        guest.run(1001);
        assertThat(guest.c.eip).as("before the access").isEqualTo(CODE + 3);
        guest.c.setFlag(Eflags.TF, true);
        int accesses = guest.accesses;
        assertThat(guest.machine.run(100)).isEqualTo(Exit.HALTED);
        assertThat(guest.machine.peek32(guest.c.regs[Cpu.ESP])).as("EIP that was pushed").isEqualTo(CODE + 5);
        assertThat(guest.accesses).isEqualTo(accesses + 1);
    }

    @ParameterizedTest
    @EnumSource(value = Engine.class, names = {"INTERPRETER", "TRANSLATOR", "CHECK"})
    void aDeviceThatTheFrameIsPushedToSeesTheInstructionThatFaulted(Engine engine) {
        TestCpu machine = engine.create(RAM);
        RandomCodeTest.tables(machine, Mode.FLAT_SUPERVISOR);
        RandomCodeTest.enter(machine, Mode.FLAT_SUPERVISOR);
        // nop; ud2
        machine.poke(CODE, 0x90, 0x0F, 0x0B);
        machine.cpu.regs[Cpu.ESP] = DEVICE + 0x100;
        machine.cpu.eip = CODE;
        machine.cpu.updateMode();
        Set<Integer> seen = new HashSet<>();
        machine.socket.device = () -> {
            seen.add(machine.cpu.instruction());
            return 0;
        };
        machine.run(2);
        assertThat(seen).containsExactly(CODE + 1);
    }
}
