package org.backplane.device.ferr.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class CoprocessorErrorTest {
    private final FakeWires wires = new FakeWires();
    private final Card card = new CoprocessorErrorComponent().plug(wires);
    private final RangeHandler port = card.range("port0");
    private final FakeLine interrupt = wires.pin("irq");
    private final FakeLine ignore = wires.pin("ignne");

    @Test
    void anErrorRequestsAnInterruptUntilThePortIsWritten() {
        wires.drive("ferr", true);
        assertThat(interrupt.asserted()).isTrue();
        assertThat(ignore.asserted()).as("before the handler has begun").isFalse();

        port.write(0, 1, 0);
        assertThat(interrupt.asserted()).isFalse();
        assertThat(ignore.asserted()).as("the handler may use the FPU").isTrue();
    }

    @Test
    void ignneEndsWithTheError() {
        wires.drive("ferr", true);
        port.write(0, 1, 0);
        wires.drive("ferr", false);

        assertThat(ignore.asserted()).isFalse();
    }

    @Test
    void withoutAnErrorThePortDoesNotAssertIgnne() {
        port.write(0, 1, 0);

        assertThat(ignore.asserted()).isFalse();
        assertThat(interrupt.asserted()).isFalse();
    }

    @Test
    void theRequestStaysWhenTheErrorGoesAway() {
        wires.drive("ferr", true);
        wires.drive("ferr", false);

        assertThat(interrupt.asserted()).isTrue();
        port.write(1, 1, 0);
        assertThat(interrupt.asserted()).isFalse();
    }

    @Test
    void resetLetsGoOfBothLines() {
        wires.drive("ferr", true);
        card.reset(Reset.POWER_ON);

        assertThat(interrupt.asserted()).isFalse();
        assertThat(port.read(0, 1)).isEqualTo(0xFF);
        assertThat(port.peek(1, 1)).isEqualTo(0xFF);
    }

    /** Another card in the place of this one, with FERR# at a level. */
    private FakeWires successor(boolean error) {
        FakeWires next = new FakeWires();
        next.drive("ferr", error);
        new CoprocessorErrorComponent().plug(next, StateFormat.read(StateFormat.write(((StateKeeper) card).state())));
        return next;
    }

    @Test
    void aSuccessorInTheHandlerOfAnErrorKeepsIgnneAndRequestsNothingAnew() {
        wires.drive("ferr", true);
        port.write(0, 1, 0);

        FakeWires next = successor(true);
        assertThat(next.pin("irq").asserted()).as("this error was taken back already").isFalse();
        assertThat(next.pin("ignne").asserted()).isTrue();

        next.drive("ferr", false);
        assertThat(next.pin("ignne").asserted()).isFalse();
        next.drive("ferr", true);
        assertThat(next.pin("irq").asserted()).as("the next error").isTrue();
    }

    @Test
    void aSuccessorKeepsTheRequestThatNobodyHasTakenBack() {
        wires.drive("ferr", true);

        assertThat(successor(true).pin("irq").asserted()).isTrue();
    }

    @Test
    void anErrorThatEndedOrBeganDuringTheUpdateIsNoticed() {
        assertThat(successor(true).pin("irq").asserted()).isTrue();

        wires.drive("ferr", true);
        port.write(0, 1, 0);
        assertThat(successor(false).pin("ignne").asserted()).isFalse();
    }
}
