package org.backplane.cpu.internal.exceptions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.backplane.cpu.internal.Engine;
import org.backplane.cpu.internal.core.Cpu;
import org.backplane.cpu.internal.core.Eflags;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faults within repeated string instructions (SDM 2, REP): the registers say how far it came, and the instruction goes on from
 * there. The page 21000 is not present, 22000 can be read only.
 */
class StringFaultsTest {
    private static final int TABLE = 0x3000;
    private static final int PRESENT = 7;
    private static final String JUMP_HERE = " EB FE";

    private ExceptionMachine machine;
    private Cpu cpu;

    private void at(Engine engine, String bytes, String... conditions) {
        machine = new ExceptionMachine(engine,
                ExceptionCase.parse(bytes + JUMP_HERE + " | user | " + String.join(" ", conditions) + " | - | REP"));
        cpu = machine.cpu;
    }

    /** Runs until it faults, and makes the page present that it wanted. */
    private void runToFault(int expectedCr2) {
        machine.machine.run(1000);
        assertThat(cpu.instruction()).as("in the handler of #PF").isBetween(ExceptionTables.HANDLERS + 14,
                ExceptionTables.HANDLERS + 15);
        assertThat(cpu.cr2).isEqualTo(expectedCr2);
    }

    private void runOn() {
        machine.machine.poke32(TABLE + 0x21 * 4, 0x21000 | PRESENT);
        // What the handler of #PF would do: drop the error code and return.
        cpu.regs[Cpu.ESP] += 4;
        cpu.eip = ExceptionTables.HANDLERS + 0x200;
        machine.machine.poke(ExceptionTables.HANDLERS + 0x200, 0xCF);
        cpu.execution.wake();
        machine.machine.run(1000);
    }

    /** Width, direction, and where each element that faults begins. */
    @ParameterizedTest
    @CsvSource({"F3 A4,20ff0,20,10", "F3 A5,20ff0,8,4", "F3 66 A5,20ff0,10,8", "F3 A5,20ff2,8,5", "F3 66 A5,20fff,4,4"})
    void aMoveGoesOnWhereItsDestinationFaulted(String code, String destination, String count, String left) {
        int width = code.endsWith("A4") ? 1 : code.contains("66") ? 2 : 4;
        int to = Integer.parseInt(destination, 16);
        int elements = Integer.parseInt(count, 16);
        int rest = Integer.parseInt(left, 16);
        for (Engine engine : Engine.values()) {
            at(engine, code, "esi=20100", "edi=" + destination, "ecx=" + count);
            for (int i = 0; i < elements * width; i++) {
                machine.machine.poke(0x20100 + i, i + 1);
            }
            runToFault(0x21000);
            assertThat(cpu.regs[Cpu.ECX]).as("%s: elements left", engine).isEqualTo(rest);
            assertThat(cpu.regs[Cpu.ESI]).isEqualTo(0x20100 + (elements - rest) * width);
            assertThat(cpu.regs[Cpu.EDI]).isEqualTo(to + (elements - rest) * width);
            runOn();
            assertThat(cpu.regs[Cpu.ECX]).as("%s: done", engine).isZero();
            for (int i = 0; i < elements * width; i++) {
                assertThat(machine.machine.peek(to + i)).as("byte %d", i).isEqualTo(i + 1 & 0xFF);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aMoveStopsAtItsSourceToo(Engine engine) {
        at(engine, "F3 A5", "esi=20ff8", "edi=20100", "ecx=5");
        runToFault(0x21000);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(3);
        assertThat(cpu.regs[Cpu.EDI]).isEqualTo(0x20108);
        runOn();
        assertThat(cpu.regs[Cpu.ESI]).isEqualTo(0x2100C);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void downwardsTheFirstByteOfThePageAboveCountsLast(Engine engine) {
        at(engine, "F3 AA", "edi=22003", "ecx=10", "+DF", "[3088]=07200200");
        runToFault(0x21fff);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(0xC);
        assertThat(cpu.regs[Cpu.EDI]).isEqualTo(0x21fff);
        runOn();
        assertThat(cpu.regs[Cpu.EDI]).isEqualTo(0x21ff3);
        assertThat(cpu.flag(Eflags.DF)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aStoreToReadOnlyMemoryFaultsAtItsFirstByte(Engine engine) {
        at(engine, "F3 AB", "edi=22000", "ecx=3");
        runToFault(0x22000);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aComparisonThatFaultsLeavesTheFlagsOfTheLastOneThatDidNot(Engine engine) {
        // Equal bytes up to the end of the page.
        at(engine, "F3 A6", "esi=20ffe", "edi=20100", "ecx=8");
        runToFault(0x21000);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(6);
        assertThat(machine.machine.peek32(cpu.regs[Cpu.ESP] + 12) & Eflags.ZF).isEqualTo(Eflags.ZF);
        machine.machine.poke(0x20103, 1);
        runOn();
        assertThat(cpu.regs[Cpu.ECX]).as("stops at the byte that differs").isEqualTo(4);
        assertThat(cpu.eflags() & (Eflags.ZF | Eflags.CF)).isEqualTo(Eflags.CF);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aScanGoesOnToo(Engine engine) {
        at(engine, "F2 AE", "edi=20ffc", "eax=5", "ecx=100");
        runToFault(0x21000);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(0xFC);
        machine.machine.poke(0x21003, 5);
        runOn();
        assertThat(cpu.regs[Cpu.EDI]).isEqualTo(0x21004);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPortIsNotReadForAnElementThatCannotBeStored(Engine engine) {
        at(engine, "F3 6C", "edi=20ffe", "edx=81", "ecx=4");
        runToFault(0x21000);
        assertThat(machine.machine.socket.portLog).isEqualTo(List.of("in 81 1", "in 81 1"));
        runOn();
        assertThat(machine.machine.socket.portLog).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void aPortIsNotWrittenForAnElementThatCannotBeRead(Engine engine) {
        at(engine, "F3 6E", "esi=20fff", "edx=81", "ecx=3", "[20fff]=7f");
        runToFault(0x21000);
        assertThat(machine.machine.socket.portLog).isEqualTo(List.of("out 81 1 7f"));
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void theLimitOfASegmentEndsItWithGeneralProtection(Engine engine) {
        at(engine, "F3 AB", "es=narrow", "edi=f8", "ecx=5");
        machine.machine.run(1000);
        assertThat(cpu.instruction()).as("in the handler of #GP").isBetween(ExceptionTables.HANDLERS + 13,
                ExceptionTables.HANDLERS + 14);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(3);
        assertThat(cpu.regs[Cpu.EDI]).isEqualTo(0x100);
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void addressesOf16BitsWrapAndKeepTheirHighHalf(Engine engine) {
        // a16 rep stosb: of EDI only the low half counts and changes.
        at(engine, "67 F3 AA", "es=narrow", "edi=3fffe", "ecx=50004");
        cpu.segments[0].load(0x98, 0x20000 - 0x8000, 0xFFFF, cpu.segments[0].attributes);
        cpu.updateMode();
        machine.machine.run(1000);
        assertThat(cpu.regs[Cpu.ECX]).isEqualTo(0x50000);
        assertThat(cpu.regs[Cpu.EDI]).isEqualTo(0x30002);
    }
}
