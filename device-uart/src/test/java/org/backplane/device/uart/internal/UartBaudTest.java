package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.DLL;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.IER;
import static org.backplane.device.uart.internal.Bench.IIR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.THR;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Characters that take their time: PC16550D §8.1, §8.3, §8.11. */
class UartBaudTest {
    /** 10 bits of 16 clocks at 1.8432 MHz are 86,805.55 ns. */
    private static final long CHARACTER_NANOS = 86_805;

    private final Bench uart = Bench.paced();

    @ParameterizedTest(name = "divisor {0}, LCR {1}: {2} ns")
    @CsvSource({
        "1,     03, 86805",         // 8N1 at 115,200 baud: 10 bits
        "12,    03, 1041666",       // 8N1 at 9,600 baud
        "384,   1e, 36666666",      // 7E2 at 300 baud: 11 bits
        "1,     00, 60763",         // 5N1: 7 bits
        "1,     04, 65104",         // 5N1.5: 7.5 bits
        "1,     0c, 73784",         // 5O1.5: 8.5 bits
        "1,     05, 78125",         // 6N2: 9 bits
        "1,     0f, 104166",        // 8O2: 12 bits
        "65535, 03, 5688802083",    // the slowest: 1.76 baud
    })
    void aCharacterTakesItsBitsToTheNanosecond(int divisor, String lcr, long nanos) {
        uart.format(divisor, Integer.parseInt(lcr, 16));
        uart.out(THR, 0x15);

        uart.wires.advance(nanos - 1);
        assertThat(uart.in(LSR)).as("THR went on, TSR is at it").isEqualTo(0x20);
        assertThat(uart.host.written()).isEmpty();
        uart.wires.advance(1);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        assertThat(uart.host.written()).containsExactly(0x15);
    }

    @Test
    void anotherCrystalGivesAnotherRate() {
        Bench fast = Bench.of(Map.of("paced", true, "clockHz", 24_000_000L));
        fast.format(1, 0x03);
        fast.out(THR, 'x');

        fast.wires.advance(6_665);
        assertThat(fast.host.text()).isEmpty();
        fast.wires.advance(1);

        assertThat(fast.host.text()).as("1.5 Mbaud").isEqualTo("x");
    }

    @Test
    void fractionsOfANanosecondDoNotAddUp() {
        uart.out(FCR, 0x01);
        int written = 0;
        while (written < 11_520) {
            if ((uart.in(LSR) & 0x20) != 0) {
                uart.out(THR, "0123456789abcdef");
                written += 16;
            }
            uart.wires.advance(43_000);
        }

        uart.wires.advance(1_000_000_000 - 1 - uart.wires.clock().nanos());
        assertThat(uart.host.written()).hasSize(11_519);
        uart.wires.advance(1);

        assertThat(uart.host.written()).as("115,200 baud are 11,520 characters in a second").hasSize(11_520);
    }

    @Test
    void aLateTimerDoesNotSlowTheLine() {
        uart.out(FCR, 0x01);
        uart.out(THR, "abcd");

        uart.wires.lag(10 * CHARACTER_NANOS);
        uart.wires.advance(0);

        assertThat(uart.host.text()).isEqualTo("abcd");
        assertThat(uart.in(LSR)).isEqualTo(0x60);
    }

    @Test
    void theEmptyIndicationIsDelayedAfterASingleCharacterInTheFifo() {
        uart.out(FCR, 0x01);
        uart.out(THR, 'x');
        uart.wires.advance(CHARACTER_NANOS + 1);
        uart.out(THR, 'a');
        assertThat(uart.in(LSR)).as("one character time minus the stop bit is 9 bits").isEqualTo(0x00);

        uart.wires.advance(78_125 - 1);
        assertThat(uart.in(LSR)).isEqualTo(0x00);
        uart.wires.advance(1);
        assertThat(uart.in(LSR)).isEqualTo(0x20);
        uart.wires.advance(CHARACTER_NANOS - 78_125);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
    }

    @Test
    void theEmptyIndicationIsImmediateOnceTheFifoHeldTwoCharacters() {
        uart.out(FCR, 0x01);
        uart.out(THR, 'x');
        uart.wires.advance(CHARACTER_NANOS);

        uart.out(THR, "abc");
        uart.wires.advance(2 * CHARACTER_NANOS);
        assertThat(uart.in(LSR)).as("c is still in the FIFO").isEqualTo(0x00);
        uart.wires.advance(1);

        assertThat(uart.in(LSR)).as("c has just moved on to the shift register").isEqualTo(0x20);
    }

    @Test
    void aCharacterWrittenDuringTheDelayKeepsThreClear() {
        uart.out(FCR, 0x01);
        uart.out(THR, 'x');
        uart.wires.advance(CHARACTER_NANOS);
        uart.out(THR, 'a');
        uart.wires.advance(50_000);
        uart.out(THR, 'b');

        uart.wires.advance(CHARACTER_NANOS - 50_000 + 1);
        assertThat(uart.in(LSR)).as("now b alone delays the indication").isEqualTo(0x00);
        uart.wires.advance(78_126);

        assertThat(uart.in(LSR)).isEqualTo(0x20);
    }

    @Test
    void theFirstInterruptAfterAChangeOfFcr0IsImmediate() {
        uart.out(IER, 0x02);
        uart.in(IIR);
        uart.out(FCR, 0x01);

        uart.out(THR, 'a');

        assertThat(uart.in(IIR)).isEqualTo(0xc2);
        assertThat(uart.in(LSR)).isEqualTo(0x20);
    }

    @Test
    void receivedCharactersComeOneCharacterTimeApart() {
        uart.out(FCR, 0xc1);
        uart.send("abc");
        assertThat(uart.in(LSR)).isEqualTo(0x60);

        uart.wires.advance(CHARACTER_NANOS - 1);
        assertThat(uart.in(LSR)).isEqualTo(0x60);
        uart.wires.advance(1);
        assertThat(uart.in(LSR)).isEqualTo(0x61);
        assertThat(uart.in(RBR)).isEqualTo('a');
        uart.wires.advance(86_805);
        assertThat(uart.in(LSR)).as("two characters take 173,611 ns").isEqualTo(0x60);
        uart.wires.advance(1);

        assertThat(uart.in(RBR)).isEqualTo('b');
    }

    @Test
    void aStoppedGeneratorHoldsBothDirectionsUntilADivisorIsLoaded() {
        uart.format(0, 0x03);
        uart.out(THR, 'x');
        uart.send("y");
        uart.wires.advance(1_000_000_000_000L);
        assertThat(uart.host.text()).isEmpty();
        assertThat(uart.in(LSR)).isEqualTo(0x20);

        uart.out(LCR, 0x83);
        uart.out(DLL, 1);
        uart.out(LCR, 0x03);
        uart.wires.advance(CHARACTER_NANOS);

        assertThat(uart.host.text()).isEqualTo("x");
        assertThat(uart.in(LSR)).isEqualTo(0x61);
        assertThat(uart.in(RBR)).isEqualTo('y');
    }

    @Test
    void aHostThatHoldsStopsTheLineAndTheNextCharacterStartsWhenItResumes() {
        uart.out(FCR, 0x01);
        uart.host.room(0);
        uart.out(THR, "ab");
        uart.wires.advance(5 * CHARACTER_NANOS);
        assertThat(uart.in(LSR)).isEqualTo(0x00);

        uart.host.room(10);
        uart.wires.advance(0);
        assertThat(uart.host.text()).isEqualTo("a");
        uart.wires.advance(CHARACTER_NANOS - 1);
        assertThat(uart.host.text()).isEqualTo("a");
        uart.wires.advance(1);

        assertThat(uart.host.text()).isEqualTo("ab");
    }
}
