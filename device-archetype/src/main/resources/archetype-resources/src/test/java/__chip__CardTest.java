package ${package};

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.Reset;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

/** The chip, register by register, without a machine: time passes when the test says so. */
class ${chip}CardTest {
    private final FakeWires wires = new FakeWires();
    private final ${chip}Card card = (${chip}Card) new ${chip}Component().plug(wires);
    private final RangeHandler ports = card.range("port0");

    private int in(${chip}Register register) {
        return (int) ports.read(register.offset(), 1);
    }

    private void out(${chip}Register register, int value) {
        ports.write(register.offset(), 1, value);
    }

    @Test
    void everyRegisterHasItsOffsetAndItsResetValue() {
        for (${chip}Register register : ${chip}Register.values()) {
            assertThat(${chip}Register.at(register.offset())).isEqualTo(register);
            assertThat(in(register)).as("%s", register).isEqualTo(register.atReset());
        }
    }

    @Test
    void dataIsKeptAndCounted() {
        out(${chip}Register.DATA, 0x12);
        out(${chip}Register.DATA, 0x34);
        assertThat(in(${chip}Register.DATA)).isEqualTo(0x34);
        assertThat(in(${chip}Register.COUNT)).isEqualTo(2);

        out(${chip}Register.COUNT, 0xff);
        assertThat(in(${chip}Register.COUNT)).as("any write clears it").isZero();
    }

    @Test
    void theIdentificationCannotBeWritten() {
        out(${chip}Register.IDENTIFICATION, 0);

        assertThat(in(${chip}Register.IDENTIFICATION)).isEqualTo(0xbc);
    }

    @Test
    void aValueInterruptsAMillisecondLaterAndUntilItIsCleared() {
        out(${chip}Register.CONTROL, 0x01);
        out(${chip}Register.DATA, 1);
        wires.advance(${chip}Card.DELAY_NANOS - 1);
        assertThat(wires.pin("irq").asserted()).isFalse();

        wires.advance(1);
        assertThat(wires.pin("irq").asserted()).isTrue();
        assertThat(in(${chip}Register.CONTROL)).isEqualTo(0x81);

        out(${chip}Register.CONTROL, 0x81);
        assertThat(wires.pin("irq").asserted()).isFalse();
        assertThat(in(${chip}Register.CONTROL)).isEqualTo(0x01);
    }

    @Test
    void aNewRevisionGoesOnWhereThisOneStopped() {
        out(${chip}Register.CONTROL, 0x01);
        out(${chip}Register.DATA, 7);
        FakeWires next = new FakeWires();
        RangeHandler successor = new ${chip}Component().plug(next, card.state()).range("port0");

        assertThat(successor.read(${chip}Register.DATA.offset(), 1)).isEqualTo(7);
        next.advance(${chip}Card.DELAY_NANOS);
        assertThat(next.pin("irq").asserted()).as("the interrupt that was on its way").isTrue();
    }

    @Test
    void aResetForgetsEverythingAndInitNothing() {
        out(${chip}Register.CONTROL, 0x01);
        out(${chip}Register.DATA, 7);
        card.reset(Reset.INIT);
        assertThat(in(${chip}Register.DATA)).isEqualTo(7);

        card.reset(Reset.HARD);
        everyRegisterHasItsOffsetAndItsResetValue();
        assertThat(wires.armedTimers()).isEmpty();
    }
}
