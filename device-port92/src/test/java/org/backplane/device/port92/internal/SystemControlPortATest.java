package org.backplane.device.port92.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeLine;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class SystemControlPortATest {
    private final FakeWires wires = new FakeWires();
    private final Card card = new SystemControlPortAComponent().plug(wires);
    private final RangeHandler port = card.range("port0");
    private final FakeLine a20 = wires.pin("a20");

    @Test
    void afterResetTheGateIsOpenAlthoughTheRegisterReadsZero() {
        assertThat(port.read(0, 1)).isZero();
        assertThat(a20.asserted()).isTrue();
    }

    @Test
    void bit1MovesTheGate() {
        port.write(0, 1, 0x00);
        assertThat(a20.asserted()).isFalse();
        port.write(0, 1, 0x02);
        assertThat(a20.asserted()).isTrue();
        assertThat(port.read(0, 1)).isEqualTo(0x02);
        assertThat(port.peek(0, 1)).isEqualTo(0x02);

        assertThat(wires.resets()).isEmpty();
    }

    @Test
    void bit0ResetsTheProcessorWhenItGoesFrom0To1() {
        port.write(0, 1, 0x03);
        assertThat(wires.resets()).containsExactly(Reset.INIT);
        port.write(0, 1, 0x03);
        assertThat(wires.resets()).as("it must be 0 in between").hasSize(1);
        port.write(0, 1, 0x02);
        port.write(0, 1, 0x03);

        assertThat(wires.resets()).containsExactly(Reset.INIT, Reset.INIT);
    }

    @Test
    void aFastResetOpensTheGateForTheResetVector() {
        port.write(0, 1, 0x01);

        assertThat(a20.asserted()).isTrue();
        assertThat(port.read(0, 1)).isEqualTo(0x03);
    }

    @Test
    void initFromElsewhereOpensTheGateToo() {
        port.write(0, 1, 0x00);

        card.reset(Reset.INIT);

        assertThat(a20.asserted()).isTrue();
        assertThat(port.read(0, 1)).isEqualTo(0x02);
    }

    @Test
    void aResetOfTheBoardClearsTheRegisterAndOpensTheGate() {
        port.write(0, 1, 0x03);
        port.write(0, 1, 0x01);

        card.reset(Reset.HARD);

        assertThat(port.read(0, 1)).isZero();
        assertThat(a20.asserted()).isTrue();
        port.write(0, 1, 0x01);
        assertThat(wires.resets()).as("the bit was 0 again").hasSize(2);
    }

    @Test
    void theOtherBitsReadZero() {
        port.write(0, 1, 0xfe);

        assertThat(port.read(0, 1)).isEqualTo(0x02);
    }

    /** What another card is after it was made of this one's state. */
    private FakeWires swap() {
        FakeWires next = new FakeWires();
        new SystemControlPortAComponent().plug(next,
                StateFormat.read(StateFormat.write(((StateKeeper) card).state()))).range("port0").write(0, 1, 0x01);
        return next;
    }

    @Test
    void aSuccessorKeepsTheOpenGateOfAResetAndTheBitThatMakesTheNextOne() {
        FakeWires next = new FakeWires();
        Card opened = new SystemControlPortAComponent().plug(next, ((StateKeeper) card).state());
        assertThat(opened.range("port0").read(0, 1)).isZero();
        assertThat(next.pin("a20").asserted()).as("open, though the register reads 0").isTrue();

        port.write(0, 1, 0x00);
        FakeWires closed = new FakeWires();
        new SystemControlPortAComponent().plug(closed, ((StateKeeper) card).state());
        assertThat(closed.pin("a20").asserted()).as("the same register, closed by the guest").isFalse();

        assertThat(swap().resets()).as("bit 0 was 0").hasSize(1);
        port.write(0, 1, 0x01);
        assertThat(swap().resets()).as("bit 0 was 1 already").isEmpty();
    }
}
