package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.IER;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MCR;
import static org.backplane.device.uart.internal.Bench.MSR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.THR;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MODEM control, status and the loop: PC16550D §8.8, §8.9. */
class UartModemTest {
    private final Bench uart = Bench.of();

    @ParameterizedTest(name = "MCR {0} in the loop: MSR lines {1}")
    @CsvSource({"10, 00", "11, 20", "12, 10", "14, 40", "18, 80", "1f, f0", "1a, 90"})
    void theLoopConnectsTheOutputsToTheInputs(String mcr, String msr) {
        uart.out(MCR, Integer.parseInt(mcr, 16));

        assertThat(uart.in(MSR) & 0xf0).isEqualTo(Integer.parseInt(msr, 16));
    }

    @Test
    void readingMsrResetsTheDeltas() {
        uart.out(MCR, 0x10);
        assertThat(uart.in(MSR)).as("CTS, DSR and DCD went away").isEqualTo(0x0b);
        assertThat(uart.in(MSR)).isEqualTo(0x00);
        uart.out(MCR, 0x12);
        assertThat(uart.in(MSR)).isEqualTo(0x11);
        uart.out(MCR, 0x00);

        assertThat(uart.in(MSR)).as("CTS is there as before, DSR and DCD came back").isEqualTo(0xba);
    }

    @Test
    void onlyTheTrailingEdgeOfRingIsKept() {
        uart.out(MCR, 0x10);
        uart.in(MSR);
        uart.out(MCR, 0x14);
        assertThat(uart.in(MSR)).as("the leading edge sets no delta").isEqualTo(0x40);

        uart.out(MCR, 0x10);

        assertThat(uart.in(MSR)).isEqualTo(0x04);
    }

    @Test
    void dataInTheLoopDoesNotReachTheHost() {
        uart.out(LCR, 0x03);
        uart.out(MCR, 0x10);
        uart.out(THR, 'x');

        assertThat(uart.in(LSR)).isEqualTo(0x61);
        assertThat(uart.in(RBR)).isEqualTo('x');
        assertThat(uart.host.written()).isEmpty();
    }

    @Test
    void dataInThePacedLoopTakesItsTime() {
        Bench paced = Bench.paced();
        paced.out(MCR, 0x10);
        paced.out(THR, 'x');
        paced.wires.advance(86_804);
        assertThat(paced.in(LSR)).isEqualTo(0x20);

        paced.wires.advance(1);

        assertThat(paced.in(LSR)).isEqualTo(0x61);
        assertThat(paced.in(RBR)).isEqualTo('x');
    }

    @Test
    void aCharacterThatTheHostHoldsStaysOutOfTheLoop() {
        uart.out(LCR, 0x03);
        uart.host.room(0);
        uart.out(THR, 'a');
        uart.out(MCR, 0x10);
        uart.out(THR, 'b');
        assertThat(uart.in(LSR)).as("a still waits for the host").isEqualTo(0x00);

        uart.host.room(10);
        uart.wires.advance(0);

        assertThat(uart.host.text()).isEqualTo("a");
        assertThat(uart.in(RBR)).isEqualTo('b');
    }

    @Test
    void theCarrierFollowsThePeer() {
        uart.host.peer(false);
        uart.wires.advance(0);
        assertThat(uart.in(MSR)).isEqualTo(0x0b);
        uart.out(IER, 0x08);
        uart.host.peer(true);
        uart.wires.advance(0);

        assertThat(uart.in(MSR)).isEqualTo(0xbb);
    }
}
