package org.backplane.device.exit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebugExitTest {
    private final FakeWires wires = new FakeWires();
    private final RangeHandler port = new DebugExitComponent().plug(wires).range("port0");

    @ParameterizedTest(name = "{1} bytes of {0} end with status {2}")
    @CsvSource({"0x00, 1, 1", "0x01, 1, 3", "0x10, 1, 33", "0x7f, 1, 255", "0x80, 1, 1", "0xff, 1, 255",
        "0x1210, 2, 33", "0xdeadbe10, 4, 33"})
    void aWriteSwitchesTheMachineOffWithTwiceItsLowBytePlusOne(String value, int width, int status) {
        port.write(0, width, Long.decode(value));

        assertThat(wires.powerOffs()).containsExactly(status);
    }

    @Test
    void everyByteOfTheRangeEnds() {
        port.write(3, 1, 0);

        assertThat(wires.powerOffs()).containsExactly(1);
    }

    @Test
    void readingGivesZeroAndDoesNothing() {
        assertThat(port.read(0, 4)).isZero();
        assertThat(port.peek(0, 1)).isZero();
        assertThat(wires.powerOffs()).isEmpty();
    }

    @Test
    void itRemembersNothingAndSaysSo() {
        DeviceState state = ((StateKeeper) new DebugExitComponent().plug(wires)).state();

        assertThat(new DebugExitComponent().keeps()).contains(state.schema());
        assertThat(state.values().names()).isEmpty();
        new DebugExitComponent().plug(wires, state).range("port0").write(0, 1, 1);
        assertThat(wires.powerOffs()).containsExactly(3);
    }
}
