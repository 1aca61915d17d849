package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.backplane.device.uart.internal.Bench.FCR;
import static org.backplane.device.uart.internal.Bench.IER;
import static org.backplane.device.uart.internal.Bench.IIR;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;
import static org.backplane.device.uart.internal.Bench.MCR;
import static org.backplane.device.uart.internal.Bench.MSR;
import static org.backplane.device.uart.internal.Bench.RBR;
import static org.backplane.device.uart.internal.Bench.THR;

import org.junit.jupiter.api.Test;

/** Interrupts as the wire sees them: PC16550D §8.6, §8.7, §8.11, Tables I and IV. */
class UartInterruptTest {
    private final Bench uart = Bench.of();

    UartInterruptTest() {
        uart.out(LCR, 0x03);
        uart.out(MCR, 0x08);
    }

    @Test
    void nothingInterruptsUntilItIsEnabled() {
        uart.send("a");
        uart.out(THR, 'b');
        uart.host.peer(false);
        uart.wires.advance(0);
        assertThat(uart.in(IIR)).isEqualTo(0x01);
        assertThat(uart.irq.edges()).isZero();

        uart.out(IER, 0x01);

        assertThat(uart.in(IIR)).isEqualTo(0x04);
        assertThat(uart.irq.asserted()).isTrue();
        uart.out(IER, 0x00);
        assertThat(uart.irq.asserted()).isFalse();
    }

    @Test
    void readingRbrDropsTheLine() {
        uart.out(IER, 0x01);
        uart.send("a");
        assertThat(uart.irq.asserted()).isTrue();
        assertThat(uart.in(IIR)).isEqualTo(0x04);
        assertThat(uart.irq.asserted()).as("reading IIR does not").isTrue();

        uart.in(RBR);

        assertThat(uart.irq.asserted()).isFalse();
        assertThat(uart.in(IIR)).isEqualTo(0x01);
    }

    @Test
    void eachCharacterOfAWaitingHostMakesAnEdge() {
        uart.out(IER, 0x01);
        uart.send("abc");
        assertThat(uart.irq.edges()).isEqualTo(1);
        uart.in(RBR);
        assertThat(uart.irq.edges()).isEqualTo(2);
        uart.in(RBR);
        uart.in(RBR);

        assertThat(uart.irq.edges()).isEqualTo(3);
        assertThat(uart.irq.asserted()).isFalse();
    }

    @Test
    void theTriggerLevelRaisesTheInterruptAndFallingBelowItClearsIt() {
        uart.out(FCR, 0x41);
        uart.out(IER, 0x01);
        uart.send("abc");
        assertThat(uart.in(IIR)).isEqualTo(0xc1);
        uart.send("d");
        assertThat(uart.in(IIR)).isEqualTo(0xc4);
        assertThat(uart.irq.asserted()).isTrue();

        uart.in(RBR);

        assertThat(uart.in(IIR)).isEqualTo(0xc1);
        assertThat(uart.irq.asserted()).isFalse();
        assertThat(uart.in(LSR) & 0x01).as("DR stays until the FIFO is empty").isEqualTo(1);
    }

    @Test
    void enablingTheTransmitterInterruptRaisesItWhenThrIsEmpty() {
        uart.out(IER, 0x02);

        assertThat(uart.irq.asserted()).isTrue();
        assertThat(uart.in(IIR)).isEqualTo(0x02);
        assertThat(uart.irq.asserted()).as("reading IIR resets it if it is the source").isFalse();
        assertThat(uart.in(IIR)).isEqualTo(0x01);
        assertThat(uart.in(LSR)).as("though THRE is still set").isEqualTo(0x60);

        uart.out(IER, 0x02);
        assertThat(uart.in(IIR)).as("it was enabled already").isEqualTo(0x01);
        uart.out(IER, 0x00);
        uart.out(IER, 0x02);
        assertThat(uart.in(IIR)).as("Linux tests that enabling it again raises it again").isEqualTo(0x02);
    }

    @Test
    void readingIirDoesNotResetTheTransmitterInterruptWhileAnotherIsTheSource() {
        uart.out(IER, 0x03);
        uart.send("a");

        assertThat(uart.in(IIR)).isEqualTo(0x04);
        assertThat(uart.in(IIR)).isEqualTo(0x04);
        uart.in(RBR);
        assertThat(uart.in(IIR)).isEqualTo(0x02);
        assertThat(uart.in(IIR)).isEqualTo(0x01);
    }

    @Test
    void writingThrDropsTheLineAndItRisesWhenThrIsEmptyAgain() {
        uart.out(IER, 0x02);
        uart.irq.forget();

        uart.out(THR, 'a');

        assertThat(uart.irq.changes()).as("down and up, so that an edge is seen").hasSize(2);
        assertThat(uart.irq.asserted()).isTrue();
        uart.host.room(0);
        uart.out(THR, 'b');
        uart.out(THR, 'c');
        assertThat(uart.irq.asserted()).as("b is in TSR, c in THR").isFalse();
        uart.host.room(2);
        uart.wires.advance(0);
        assertThat(uart.irq.asserted()).isTrue();
        assertThat(uart.in(IIR)).isEqualTo(0x02);
    }

    @Test
    void emptyingTheTransmitterFifoInterrupts() {
        uart.out(FCR, 0x01);
        uart.host.room(0);
        uart.out(THR, "abc");
        uart.out(IER, 0x02);
        assertThat(uart.irq.asserted()).isFalse();

        uart.out(FCR, 0x05);

        assertThat(uart.in(IIR)).isEqualTo(0xc2);
    }

    @Test
    void anErrorHasTheHighestPriorityAndReadingLsrResetsIt() {
        uart.out(MCR, 0x18);
        uart.out(IER, 0x0f);
        uart.out(LCR, 0x43);

        assertThat(uart.in(IIR)).isEqualTo(0x06);
        uart.in(LSR);
        assertThat(uart.in(IIR)).isEqualTo(0x04);
        uart.in(RBR);
        assertThat(uart.in(IIR)).isEqualTo(0x02);
        assertThat(uart.in(IIR)).as("last of all the deltas that the loop made").isEqualTo(0x00);
        uart.in(MSR);
        assertThat(uart.in(IIR)).isEqualTo(0x01);
    }

    @Test
    void aChangeOfTheCarrierInterrupts() {
        uart.out(IER, 0x08);
        uart.host.peer(false);
        uart.wires.advance(0);

        assertThat(uart.irq.asserted()).isTrue();
        assertThat(uart.in(IIR)).isEqualTo(0x00);
        assertThat(uart.in(MSR)).as("CTS, DSR and DCD went").isEqualTo(0x0b);
        assertThat(uart.irq.asserted()).isFalse();
        assertThat(uart.in(MSR)).isEqualTo(0x00);
    }

    @Test
    void out2IsTheGateOfTheInterruptOnAPc() {
        uart.out(IER, 0x02);
        uart.out(MCR, 0x00);
        assertThat(uart.irq.asserted()).isFalse();
        assertThat(uart.peek(IIR)).as("the chip itself interrupts").isEqualTo(0x02);

        uart.out(MCR, 0x08);

        assertThat(uart.irq.asserted()).isTrue();
        uart.out(MCR, 0x18);
        assertThat(uart.irq.asserted()).as("loopback mode holds the OUT2 pin inactive").isFalse();
    }

    @Test
    void aBoardWithoutTheGateSeesTheInterruptsOfTheLoop() {
        Bench board = Bench.of("out2GatesInterrupt", false);
        board.out(LCR, 0x03);
        board.out(MCR, 0x10);
        board.out(IER, 0x01);
        assertThat(board.irq.asserted()).isFalse();

        board.out(THR, 'x');

        assertThat(board.irq.asserted()).isTrue();
        assertThat(board.in(RBR)).isEqualTo('x');
        assertThat(board.irq.asserted()).isFalse();
    }

    @Test
    void theTimeoutIsShownWithBit3EvenAtTheTriggerLevel() {
        uart.out(FCR, 0x01);
        uart.out(IER, 0x01);
        uart.send("a");
        assertThat(uart.in(IIR)).isEqualTo(0xc4);

        uart.wires.advance(10_000_000);

        assertThat(uart.in(IIR)).isEqualTo(0xcc);
    }
}
