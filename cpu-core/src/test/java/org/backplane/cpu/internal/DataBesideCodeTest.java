package org.backplane.cpu.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import org.backplane.bus.processor.ProcessorCore.Exit;
import org.backplane.cpu.internal.core.Cpu;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores to a page that code was decoded from: beside the code they are direct, and what they do to it is seen at once. */
class DataBesideCodeTest {
    private static final int CODE = 0x2000;
    private static final int FUNCTION = 0x2240;
    private static final int STACK = 0x8000;
    private static final int HLT = 0xF4;
    private static final int RET = 0xC3;
    private static final int INC_AX = 0x40;
    private static final int DEC_AX = 0x48;

    private TestCpu machine;
    private Cpu cpu;
    private int told;

    /** A processor in real mode whose accesses outside the flat tables are counted. */
    private void at(Engine engine, int... code) {
        machine = engine.create(1 << 20);
        cpu = machine.cpu;
        machine.realSegments();
        machine.poke(CODE, code);
        machine.poke(FUNCTION, INC_AX, RET);
        cpu.eip = CODE;
        cpu.regs[Cpu.EAX] = 0;
        cpu.regs[Cpu.ECX] = 100;
        cpu.regs[Cpu.ESP] = STACK;
        BiConsumer<Integer, Integer> before = machine.socket.written;
        machine.socket.written = (index, length) -> {
            told++;
            before.accept(index, length);
        };
    }

    private void runToHalt() {
        assertThat(machine.run(10_000)).isEqualTo(Exit.HALTED);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theyAreDirectBesideTheCode(Engine engine) {
        // inc word [CODE+800h]; loop; hlt
        at(engine, 0xFF, 0x06, 0x00, 0x28, 0xE2, 0xFA, HLT);
        runToHalt();
        assertThat(machine.peek16(CODE + 0x800)).isEqualTo(100);
        assertThat(told).as("of a hundred stores, those that the fabric made").isLessThan(3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void inTheSameLineTheyAreMadeAsWell(Engine engine) {
        // inc word [CODE+10h]; loop; hlt
        at(engine, 0xFF, 0x06, 0x10, 0x20, 0xE2, 0xFA, HLT);
        runToHalt();
        assertThat(machine.peek16(CODE + 0x10)).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void codeThatTheyReachOverTheEndOfALineIsDecodedAnew(Engine engine) {
        // call FUNCTION; mov word [FUNCTION-1],9090h with DEC AX for the second byte; call FUNCTION; hlt
        at(engine, 0xE8, 0x3D, 0x02, 0xC7, 0x06, 0x3F, 0x22, 0x90, DEC_AX, 0xE8, 0x34, 0x02, HLT);
        runToHalt();
        assertThat(cpu.regs[Cpu.EAX]).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aLineWhoseCodeIsGoneTakesThemDirectlyAgain(Engine engine) {
        // call FUNCTION; again: inc word [FUNCTION]; loop again; hlt
        at(engine, 0xE8, 0x3D, 0x02, 0xFF, 0x06, 0x40, 0x22, 0xE2, 0xFA, HLT);
        runToHalt();
        assertThat(machine.peek16(FUNCTION)).isEqualTo((RET << 8 | INC_AX) + 100);
        assertThat(told).isLessThan(4);
    }

    /** The run has the function in it: it is not written in one piece, and what is there now is executed. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aRunThatReachesCodeHasItDecodedAnew(Engine engine) {
        // call FUNCTION; mov di,FUNCTION-80h; mov al,DEC AX; rep stosb; mov byte [FUNCTION+1],RET; xor ax,ax; call FUNCTION; hlt
        at(engine, 0xE8, 0x3D, 0x02, 0xBF, 0xC0, 0x21, 0xB0, DEC_AX, 0xB1, 0xC0, 0xF3, 0xAA, 0xC6, 0x06, 0x41, 0x22, RET,
                0x31, 0xC0, 0xE8, 0x2A, 0x02, HLT);
        runToHalt();
        assertThat(cpu.regs[Cpu.EAX]).isEqualTo(0xFFFF);
        assertThat(machine.peek(FUNCTION + 0x3F)).isEqualTo(DEC_AX);
        assertThat(machine.peek(FUNCTION + 0x40)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPageWithoutCodeIsAnyPage(Engine engine) {
        // call FUNCTION in a page of its own, over which a store goes; then stores to that page
        at(engine, 0xE8, 0x3D, 0x0E, 0xC6, 0x06, 0x40, 0x2E, RET, 0xC6, 0x06, 0x41, 0x2E, RET,
                0xFF, 0x06, 0x40, 0x2F, 0xE2, 0xFA, HLT);
        machine.poke(0x2E40, INC_AX, RET);
        runToHalt();
        assertThat(machine.peek16(0x2F40)).isEqualTo(100);
        assertThat(cpu.regs[Cpu.EAX]).isEqualTo(1);
    }
}
