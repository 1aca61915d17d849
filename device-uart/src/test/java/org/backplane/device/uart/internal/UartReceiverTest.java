package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.IER;
import static org.backplane.device.uart.internal.Bench.IIR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MCR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.THR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The receiver: PC16550D §8.4 bits 0 to 4 and 7, §8.5, §8.11 RCVR. */
class UartReceiverTest {
    private static final long CHARACTER_NANOS = 86_805;

    @Test
    void drIsSetByACharacterAndResetByReadingIt() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.send("a");
        assertThat(uart.in(LSR)).isEqualTo(0x61);
        assertThat(uart.in(RBR)).isEqualTo('a');

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        assertThat(uart.in(RBR)).as("an empty buffer gives the last character again").isEqualTo('a');
    }

    @Test
    void shortCharactersArriveWithoutUpperBits() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x01);
        uart.send("\u00ff");

        assertThat(uart.in(RBR)).isEqualTo(0x3f);
    }

    @Test
    void withoutPaceTheHostIsHeldWhileTheBufferIsFullAndNothingIsLost() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        String text = "The quick brown fox jumps over the lazy dog. ".repeat(100);

        uart.send(text);

        assertThat(uart.host.waitingBytes()).as("the buffer between host and machine is bounded").isPositive();
        assertThat(uart.drain()).isEqualTo(text);
        assertThat(uart.in(LSR)).as("and nothing was overrun").isEqualTo(0x60);
    }

    @ParameterizedTest(name = "FCR {0}: trigger level {1}")
    @CsvSource({"01, 1", "41, 4", "81, 8", "c1, 14"})
    void withoutPaceTheHostFillsTheFifoUpToTheTriggerLevel(String fcr, int level) {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.out(IER, 0x01);
        uart.out(MCR, 0x08);
        uart.out(FCR, Integer.parseInt(fcr, 16));

        uart.send("a".repeat(level - 1));
        assertThat(uart.irq.asserted()).isFalse();
        uart.send("b".repeat(40));
        assertThat(uart.in(IIR)).isEqualTo(0xc4);

        uart.irq.forget();
        uart.in(RBR);
        assertThat(uart.irq.edges()).as("each character that is read lets another one come, with an edge").isEqualTo(1);
    }

    @Test
    void anOverrunIn16450ModeDestroysThePreviousCharacter() {
        Bench uart = Bench.paced();
        uart.send("ab");
        uart.wires.advance(2 * CHARACTER_NANOS + 1);

        assertThat(uart.in(LSR)).isEqualTo(0x63);
        assertThat(uart.in(LSR)).as("reading LSR resets OE").isEqualTo(0x61);
        assertThat(uart.in(RBR)).isEqualTo('b');
    }

    @Test
    void anOverrunInFifoModeLosesTheCharacterInTheShiftRegister() {
        Bench uart = Bench.paced();
        uart.out(FCR, 0x01);
        uart.send("0123456789abcdefghi");

        uart.wires.advance(16 * CHARACTER_NANOS + 10);
        assertThat(uart.in(LSR)).as("a full FIFO is no overrun yet").isEqualTo(0x61);
        uart.wires.advance(CHARACTER_NANOS);
        assertThat(uart.in(LSR)).as("OE is indicated as soon as it happens").isEqualTo(0x63);
        assertThat(uart.in(RBR)).isEqualTo('0');
        uart.wires.advance(3 * CHARACTER_NANOS);

        assertThat(uart.in(LSR) & 0x02).as("h was in time, i was not").isEqualTo(0x02);
        assertThat(uart.drain()).isEqualTo("123456789abcdef" + "h");
    }

    @Test
    void fcr1EmptiesTheFifo() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.out(FCR, 0x81);
        uart.send("abc");

        uart.out(FCR, 0x83);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        uart.wires.advance(10_000_000);
        assertThat(uart.in(IIR)).isEqualTo(0xc1);
    }

    @Test
    void switchingTheModeEmptiesTheBuffer() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.send("a");
        uart.out(FCR, 0x01);
        assertThat(uart.in(LSR)).isEqualTo(0x60);
        uart.send("b");
        uart.out(FCR, 0x00);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
    }

    @Test
    void loopbackModeDisconnectsTheInputAndTheHostWaits() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.out(MCR, 0x10);
        uart.send("abc");
        assertThat(uart.in(LSR)).isEqualTo(0x60);

        uart.out(MCR, 0x00);

        assertThat(uart.drain()).isEqualTo("abc");
    }

    @Test
    void aCharacterThatWasComingInWhenTheLoopClosedComesAgain() {
        Bench uart = Bench.paced();
        uart.send("a");
        uart.wires.advance(50_000);
        uart.out(MCR, 0x10);
        uart.wires.advance(10 * CHARACTER_NANOS);
        assertThat(uart.in(LSR)).isEqualTo(0x60);

        uart.out(MCR, 0x00);
        uart.wires.advance(CHARACTER_NANOS);

        assertThat(uart.in(RBR)).isEqualTo('a');
    }

    @Test
    void requestToSendHoldsTheHostIfHandshakeIsConfigured() {
        Bench uart = Bench.of("flow", "rtscts");
        uart.out(LCR, 0x03);
        uart.send("abc");
        assertThat(uart.in(LSR)).as("RTS is inactive after reset").isEqualTo(0x60);

        uart.out(MCR, 0x02);
        assertThat(uart.in(LSR)).isEqualTo(0x61);
        assertThat(uart.in(RBR)).isEqualTo('a');
        uart.out(MCR, 0x00);
        assertThat(uart.in(RBR)).as("b had come already").isEqualTo('b');

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        uart.out(MCR, 0x02);
        assertThat(uart.drain()).isEqualTo("c");
    }

    @Test
    void theTimeoutComesFourCharacterTimesAfterTheLastCharacter() {
        Bench uart = Bench.paced();
        uart.out(FCR, 0x81);
        uart.out(IER, 0x01);
        uart.send("a");
        // 10 bits to receive it, then 40 bits: 4 * 160 clocks are 347,222 ns.
        uart.wires.advance(CHARACTER_NANOS + 347_222 - 1);
        assertThat(uart.in(IIR)).isEqualTo(0xc1);

        uart.wires.advance(1);

        assertThat(uart.irq.asserted()).isTrue();
        assertThat(uart.in(IIR)).isEqualTo(0xcc);
        assertThat(uart.in(RBR)).isEqualTo('a');
        assertThat(uart.in(IIR)).as("reading the FIFO clears it").isEqualTo(0xc1);
        assertThat(uart.irq.asserted()).isFalse();
    }

    @Test
    void theTimeoutAt300BaudWith12BitsIs160Milliseconds() {
        Bench uart = Bench.of();
        uart.format(384, 0x0f);
        uart.out(FCR, 0xc1);
        uart.out(IER, 0x01);
        uart.send("a");

        uart.wires.advance(160_000_000 - 1);
        assertThat(uart.in(IIR)).isEqualTo(0xc1);
        uart.wires.advance(1);

        assertThat(uart.in(IIR)).isEqualTo(0xcc);
    }

    @Test
    void aCharacterOrAReadStartsTheTimeoutAnew() {
        Bench uart = Bench.of();
        uart.format(1, 0x03);
        uart.out(FCR, 0xc1);
        uart.out(IER, 0x01);
        uart.send("ab");
        uart.wires.advance(300_000);
        uart.send("c");
        uart.wires.advance(300_000);
        uart.in(RBR);
        uart.wires.advance(347_221);
        assertThat(uart.in(IIR)).isEqualTo(0xc1);

        uart.wires.advance(1);

        assertThat(uart.in(IIR)).isEqualTo(0xcc);
        uart.in(RBR);
        assertThat(uart.in(IIR)).as("one character is left, its time runs again").isEqualTo(0xc1);
        uart.wires.advance(347_222);
        assertThat(uart.in(IIR)).isEqualTo(0xcc);
    }

    @Test
    void thereIsNoTimeoutIn16450ModeOrWithAnEmptyFifo() {
        Bench uart = Bench.of();
        uart.format(1, 0x03);
        uart.out(IER, 0x01);
        uart.send("a");
        assertThat(uart.wires.armedTimers()).isEmpty();
        uart.in(RBR);
        uart.out(FCR, 0xc1);
        uart.send("b");
        uart.in(RBR);

        assertThat(uart.wires.armedTimers()).isEmpty();
    }

    @Test
    void overrunInTheLoopNeedsNoPace() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.out(FCR, 0x01);
        uart.out(MCR, 0x10);
        uart.out(THR, "0123456789abcdefXYZ");

        assertThat(uart.in(LSR)).isEqualTo(0x63);
        assertThat(uart.drain()).as("a driver that measures the FIFO finds 16").isEqualTo("0123456789abcdef");
    }
}
