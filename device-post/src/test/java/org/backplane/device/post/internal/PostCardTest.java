package org.backplane.device.post.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.backplane.bus.host.HostStreamException;
import org.backplane.bus.host.HostInput;
import org.backplane.bus.state.DeviceState;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class PostCardTest {
    private final FakeWires wires = new FakeWires("device.post");
    private final FakeHostStreams streams = new FakeHostStreams(wires);

    private PostCard plug(Map<String, String> options) {
        return (PostCard) new PostCardComponent(
                streams, ComponentConfig.of(PostCardComponent.Config.class, options)).plug(wires);
    }

    @Test
    void theLastCodeIsReadableAndCodesAreCounted() {
        PostCard card = plug(Map.of());
        assertThat(card.read(0, 1)).isZero();
        card.write(0, 1, 0x31);
        card.write(0, 1, 0xfe);

        assertThat(card.read(0, 1)).isEqualTo(0xfe);
        assertThat(card.peek(0, 1)).isEqualTo(0xfe);
        assertThat(card.count()).isEqualTo(2);
    }

    @Test
    void codesAreWrittenAsTwoDigitsForEachByte() {
        PostCard card = plug(Map.of("host", "file:post.log"));
        card.write(0, 1, 0x0a);
        card.write(0, 2, 0xb00);
        card.write(0, 4, 0xdeadbeefL);

        assertThat(streams.only().text()).isEqualTo("0a\n0b00\ndeadbeef\n");
        assertThat(card.read(0, 4)).isEqualTo(0xdeadbeefL);
    }

    @Test
    void withoutConfigurationNobodyReadsThem() {
        plug(Map.of());

        assertThat(streams.only().name()).isEqualTo("none");
        assertThat(streams.only().user()).isEqualTo("device.post");
    }

    @Test
    void whatTheHostDoesNotTakeIsReported() {
        PostCard card = new PostCard(wires.events(), streams.open("stdio", HostInput.ignored("test")), 0);
        streams.only().room(0);
        card.write(0, 1, 0x55);

        assertThat(wires.events().host()).containsExactly(
                "POST codes: stdio does not take output, codes are lost");
        assertThat(card.read(0, 1)).isEqualTo(0x55);
    }

    @Test
    void aStreamThatCannotBeOpenedIsTheReason() {
        streams.refuse("tcp:80", "tcp:80: cannot listen: Permission denied");

        assertThatThrownBy(() -> plug(Map.of("host", "tcp:80"))).isInstanceOf(HostStreamException.class)
                .hasMessage("tcp:80: cannot listen: Permission denied");
    }

    @Test
    void unpluggingClosesTheStream() {
        plug(Map.of()).unplug();

        assertThat(streams.only().closed()).isTrue();
    }

    @Test
    void aSuccessorShowsTheLastCodeCountsOnAndWritesToTheSameStream() {
        PostCard card = plug(Map.of("host", "file:post.log"));
        card.write(0, 1, 0x31);
        card.write(0, 1, 0xfe);
        DeviceState state = StateFormat.read(StateFormat.write(card.state()));
        card.handOver();

        PostCard next = (PostCard) new PostCardComponent(streams,
                ComponentConfig.of(PostCardComponent.Config.class, Map.of("host", "file:post.log"))).plug(wires, state);

        assertThat(next.read(0, 1)).isEqualTo(0xfe);
        next.write(0, 1, 0x55);
        assertThat(next.count()).isEqualTo(3);
        assertThat(streams.only().text()).isEqualTo("31\nfe\n55\n");
    }
}
