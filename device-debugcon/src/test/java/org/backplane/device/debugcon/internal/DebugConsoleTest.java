package org.backplane.device.debugcon.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.backplane.bus.Card;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.host.HostStreamException;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.state.StateKeeper;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class DebugConsoleTest {
    private final FakeWires wires = new FakeWires("device.debugcon");
    private final FakeHostStreams streams = new FakeHostStreams(wires);

    private Card plug(String host) {
        Map<String, String> options = Map.of("host", host);
        return new DebugConsoleComponent(streams, ComponentConfig.of(DebugConsoleComponent.Config.class, options))
                .plug(wires);
    }

    @Test
    void readingTellsFirmwareThatSomebodyListens() {
        RangeHandler port = plug("stdio").range("port0");

        assertThat(port.read(0, 1)).isEqualTo(0xe9);
        assertThat(port.peek(0, 1)).isEqualTo(0xe9);
    }

    @Test
    void bytesGoToTheConfiguredStreamAsTheyAre() {
        RangeHandler port = plug("file:/tmp/bios.log").range("port0");
        for (int value : new int[] {'S', 'e', 'a', '\n', 0x00, 0xff}) {
            port.write(0, 1, value);
        }

        assertThat(streams.only().name()).isEqualTo("file:/tmp/bios.log");
        assertThat(streams.only().written()).containsExactly('S', 'e', 'a', '\n', 0x00, 0xff);
        assertThat(wires.events().host()).isEmpty();
    }

    @Test
    void withoutConfigurationItIsStandardOutput() {
        new DebugConsoleComponent(streams, ComponentConfig.of(DebugConsoleComponent.Config.class)).plug(wires);

        assertThat(streams.only().name()).isEqualTo("stdio");
        assertThat(streams.only().user()).isEqualTo("device.debugcon");
    }

    @Test
    void whatTheHostDoesNotTakeIsLostAndReported() {
        RangeHandler port = new DebugConsole(
                wires.events(), streams.open("tcp:4444", HostInput.ignored("test")), 0);
        streams.only().room(1);
        port.write(0, 1, 'a');
        port.write(0, 1, 'b');

        assertThat(streams.only().text()).isEqualTo("a");
        assertThat(wires.events().host()).containsExactly(
                "debug console: tcp:4444 does not take output, characters are lost");
    }

    @Test
    void inputIsAcceptedAndForgotten() {
        plug("stdio");
        streams.only().send("typed");

        assertThat(streams.only().waitingBytes()).isZero();
    }

    @Test
    void aStreamThatCannotBeOpenedIsTheReason() {
        streams.refuse("stdio", "stdio: taken by device.uart");

        assertThatThrownBy(() -> plug("stdio")).isInstanceOf(HostStreamException.class)
                .hasMessage("stdio: taken by device.uart");
    }

    @Test
    void unpluggingClosesTheStream() {
        plug("stdio").unplug();

        assertThat(streams.only().closed()).isTrue();
    }

    @Test
    void aSuccessorWritesToTheSameStream() {
        StateKeeper card = (StateKeeper) plug("file:bios.log");
        card.range("port0").write(0, 1, 'a');
        DeviceState state = StateFormat.read(StateFormat.write(card.state()));
        card.handOver();

        Card next = new DebugConsoleComponent(streams,
                ComponentConfig.of(DebugConsoleComponent.Config.class, Map.of("host", "file:bios.log"))).plug(wires, state);
        next.range("port0").write(0, 1, 'b');

        assertThat(streams.only().text()).isEqualTo("ab");
        assertThat(streams.only().closed()).isFalse();
    }
}
