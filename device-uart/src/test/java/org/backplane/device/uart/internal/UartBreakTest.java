package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MCR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.THR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks, which only the loop can bring, and the errors that come with them: PC16550D §8.1 bit 6, §8.4. */
class UartBreakTest {
    private static final long CHARACTER_NANOS = 86_805;

    @Test
    void aBreakInTheLoopGivesOneZeroCharacterWithItsErrors() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.out(MCR, 0x10);
        uart.out(LCR, 0x43);
        assertThat(uart.in(LSR)).as("DR, FE, BI").isEqualTo(0x79);
        assertThat(uart.in(LSR)).as("reading LSR resets them").isEqualTo(0x61);
        assertThat(uart.in(RBR)).isZero();

        uart.out(THR, 'x');
        assertThat(uart.in(LSR)).as("the line is at the spacing level").isEqualTo(0x60);
        uart.out(LCR, 0x03);
        uart.out(THR, 'y');
        assertThat(uart.in(RBR)).isEqualTo('y');
    }

    @ParameterizedTest(name = "LCR {0}: LSR {1}")
    @CsvSource({"4b, 7d", "5b, 79", "6b, 7d", "7b, 79"})
    void aBreakViolatesParityWhereItsBitShouldBeAMark(String lcr, String lsr) {
        Bench uart = Bench.of();
        uart.out(MCR, 0x10);
        uart.out(LCR, Integer.parseInt(lcr, 16));

        assertThat(uart.in(LSR)).isEqualTo(Integer.parseInt(lsr, 16));
    }

    @Test
    void aBreakNeedsLongerThanACharacter() {
        Bench uart = Bench.paced();
        uart.out(MCR, 0x10);
        uart.out(LCR, 0x43);
        uart.wires.advance(CHARACTER_NANOS - 1);
        uart.out(LCR, 0x03);
        uart.wires.advance(CHARACTER_NANOS);
        assertThat(uart.in(LSR)).isEqualTo(0x60);

        uart.out(LCR, 0x43);
        uart.wires.advance(CHARACTER_NANOS);

        assertThat(uart.in(LSR)).isEqualTo(0x79);
        uart.wires.advance(10 * CHARACTER_NANOS);
        assertThat(uart.in(RBR)).isZero();
        assertThat(uart.in(LSR)).as("only one zero character is loaded").isEqualTo(0x60);
    }

    @Test
    void inFifoModeErrorsAreRevealedAtTheTopAndBit7TellsOfThemBefore() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.out(FCR, 0x01);
        uart.out(MCR, 0x10);
        uart.out(THR, "ab");
        uart.out(LCR, 0x43);
        uart.out(LCR, 0x03);
        uart.out(THR, "c");

        assertThat(uart.in(LSR)).as("an error somewhere behind the top").isEqualTo(0xe1);
        assertThat(uart.in(LSR)).as("reading LSR does not clear what follows").isEqualTo(0xe1);
        assertThat(uart.in(RBR)).isEqualTo('a');
        assertThat(uart.in(RBR)).isEqualTo('b');
        assertThat(uart.in(LSR)).as("now it is at the top").isEqualTo(0xf9);
        assertThat(uart.in(LSR)).as("and there are no subsequent errors").isEqualTo(0x61);
        assertThat(uart.in(RBR)).isZero();
        assertThat(uart.in(RBR)).isEqualTo('c');
    }
}
