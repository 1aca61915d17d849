package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MSR;
import static org.backplane.device.uart.internal.Bench.THR;

import org.backplane.bus.Reset;
import org.junit.jupiter.api.Test;

/** The transmitter without pace, held by the host: PC16550D §8.4 bits 5 and 6, §8.5. */
class UartTransmitterTest {
    private final Bench uart = Bench.of();

    @Test
    void aCharacterIsSentAtOnceAndTheNextCanFollow() {
        uart.out(LCR, 0x03);
        uart.out(THR, "hello");

        assertThat(uart.host.text()).isEqualTo("hello");
        assertThat(uart.in(LSR)).as("a polling guest never waits").isEqualTo(0x60);
        assertThat(uart.wires.armedTimers()).as("and no timer runs").isEmpty();
    }

    @Test
    void shortCharactersLoseTheirUpperBits() {
        uart.out(LCR, 0x00);
        uart.out(THR, 0xff);
        uart.out(LCR, 0x02);
        uart.out(THR, 0xff);

        assertThat(uart.host.written()).containsExactly(0x1f, 0x7f);
    }

    @Test
    void aHostThatTakesNothingHoldsOneCharacterInEachRegister() {
        uart.out(LCR, 0x03);
        uart.host.room(0);
        uart.out(THR, 'a');
        assertThat(uart.in(LSR)).as("TSR holds it, THR is free").isEqualTo(0x20);
        uart.out(THR, 'b');
        assertThat(uart.in(LSR)).isEqualTo(0x00);

        uart.host.room(1);
        uart.wires.advance(0);
        assertThat(uart.in(LSR)).isEqualTo(0x20);
        uart.host.room(10);
        uart.wires.advance(0);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        assertThat(uart.host.text()).isEqualTo("ab");
    }

    @Test
    void aHostThatTakesNothingHoldsSeventeenCharactersWithFifos() {
        uart.out(LCR, 0x03);
        uart.out(FCR, 0x01);
        uart.host.room(0);
        uart.out(THR, "0123456789abcdefg");
        assertThat(uart.in(LSR)).isEqualTo(0x00);
        assertThat(uart.wires.events().guest()).isEmpty();

        uart.host.room(16);
        uart.wires.advance(0);
        assertThat(uart.in(LSR)).as("the FIFO is empty, the shift register is not").isEqualTo(0x20);
        uart.host.room(1);
        uart.wires.advance(0);

        assertThat(uart.in(LSR)).isEqualTo(0x60);
        assertThat(uart.host.text()).isEqualTo("0123456789abcdefg");
    }

    @Test
    void aFullFifoLosesTheNewCharacterAndAFullHoldingRegisterTheOld() {
        uart.out(LCR, 0x03);
        uart.host.room(0);
        uart.out(THR, "abc");
        uart.host.room(10);
        uart.wires.advance(0);
        assertThat(uart.host.text()).isEqualTo("ac");

        uart.out(FCR, 0x01);
        uart.host.room(0);
        uart.out(THR, "0123456789abcdefgh");
        uart.host.room(100);
        uart.wires.advance(0);

        assertThat(uart.host.text()).isEqualTo("ac" + "0123456789abcdefg");
        assertThat(uart.wires.events().guest()).hasSize(2).allMatch(text -> text.startsWith("THR written while THRE"));
    }

    @Test
    void fcr2EmptiesTheFifoButNotTheShiftRegister() {
        uart.out(LCR, 0x03);
        uart.out(FCR, 0x01);
        uart.host.room(0);
        uart.out(THR, "abc");

        uart.out(FCR, 0x05);

        assertThat(uart.in(LSR)).isEqualTo(0x20);
        uart.host.room(10);
        uart.wires.advance(0);
        assertThat(uart.host.text()).isEqualTo("a");
    }

    @Test
    void fcrBitsCountOnlyTogetherWithFcr0() {
        uart.out(LCR, 0x03);
        uart.host.room(0);
        uart.out(THR, "ab");

        uart.out(FCR, 0x06);
        uart.host.room(10);
        uart.wires.advance(0);

        assertThat(uart.host.text()).isEqualTo("ab");
    }

    @Test
    void switchingTheModeEmptiesTheHoldingRegister() {
        uart.out(LCR, 0x03);
        uart.host.room(0);
        uart.out(THR, "ab");

        uart.out(FCR, 0x01);

        assertThat(uart.in(LSR)).isEqualTo(0x20);
        uart.out(THR, "c");
        uart.out(FCR, 0x00);
        uart.host.room(10);
        uart.wires.advance(0);
        assertThat(uart.host.text()).isEqualTo("a");
    }

    @Test
    void charactersSentDuringABreakAreLostOnTheLine() {
        uart.out(LCR, 0x03);
        uart.out(THR, "a");
        uart.out(LCR, 0x43);
        uart.out(THR, "b");
        assertThat(uart.in(LSR)).as("the transmitter works on as a character timer").isEqualTo(0x60);
        uart.out(LCR, 0x03);
        uart.out(THR, "c");

        assertThat(uart.host.text()).isEqualTo("ac");
    }

    @Test
    void aResetForgetsWhatTheHostDidNotTake() {
        uart.out(LCR, 0x03);
        uart.host.room(0);
        uart.out(THR, "ab");

        uart.card.reset(Reset.HARD);
        uart.host.room(10);
        uart.wires.advance(0);

        assertThat(uart.host.text()).isEmpty();
        assertThat(uart.in(LSR)).isEqualTo(0x60);
        uart.out(LCR, 0x03);
        uart.out(THR, 'c');
        assertThat(uart.host.text()).isEqualTo("c");
    }

    @Test
    void withHandshakeAHostThatHoldsDropsClearToSend() {
        Bench handshake = Bench.of("flow", "rtscts");
        handshake.out(LCR, 0x03);
        handshake.host.room(0);
        handshake.out(THR, 'a');
        assertThat(handshake.in(MSR)).as("CTS is gone, DCTS tells").isEqualTo(0xa1);

        handshake.host.room(10);
        handshake.wires.advance(0);

        assertThat(handshake.in(MSR)).isEqualTo(0xb1);
        assertThat(handshake.host.text()).isEqualTo("a");
    }

    @Test
    void withoutHandshakeTheModemLinesDoNotShowThatTheHostHolds() {
        uart.host.room(0);
        uart.out(THR, 'a');

        assertThat(uart.in(MSR)).isEqualTo(0xb0);
    }
}
