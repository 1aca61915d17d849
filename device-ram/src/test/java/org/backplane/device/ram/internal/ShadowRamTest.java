package org.backplane.device.ram.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.state.StateFormat;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class ShadowRamTest {
    private final FakeWires wires = new FakeWires();
    private final ShadowRam ram = new ShadowRam(wires);

    private String open(long address) {
        String segment = Long.toHexString(address);
        return (wires.window("read-" + segment).isOpen() ? "r" : "-")
                + (wires.window("write-" + segment).isOpen() ? "w" : "-");
    }

    @Test
    void segmentsAnswerWhereTheBridgeRoutesThem() {
        assertThat(open(0xc0000)).isEqualTo("--");
        ram.route(0xc0000, 0x8000, true, false);
        ram.route(0xf0000, 0x10000, false, true);
        ram.route(0xa0000, 0x20000, true, true);

        assertThat(open(0xc0000)).isEqualTo("r-");
        assertThat(open(0xc4000)).isEqualTo("r-");
        assertThat(open(0xc8000)).isEqualTo("--");
        assertThat(open(0xfc000)).isEqualTo("-w");
        assertThat(open(0xbc000)).isEqualTo("rw");
        assertThat(wires.window("write-f4000").address()).as("each at its own address").isEqualTo(0xf4000);

        ram.route(0xc4000, 0x4000, false, false);
        assertThat(open(0xc0000) + open(0xc4000)).isEqualTo("r---");
    }

    @Test
    void whatIsWrittenToASegmentIsReadFromIt() {
        RangeHandler writes = ram.range("write-c4000");
        writes.write(0x10, 4, 0x11223344);

        assertThat(ram.range("read-c4000").read(0x10, 4)).isEqualTo(0x11223344);
        assertThat(ram.range("read-c8000").read(0x10, 4)).isZero();
        assertThat(wires.memory("shadow").read(0x24010, 4)).isEqualTo(0x11223344);
    }

    @Test
    void onlySegmentsCanBeRouted() {
        assertThatThrownBy(() -> ram.route(0xc0100, 0x4000, true, true)).hasMessageStartingWith("0xc0100+0x4000");
        assertThatThrownBy(() -> ram.route(0x9c000, 0x4000, true, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ram.route(0xf0000, 0x14000, true, true)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePropertiesDeclareTwoRangesForEachSegment() {
        Map<String, Object> properties = ShadowRamComponent.serviceProperties(Map.of("bus.machine", "other"));

        String[] names = (String[]) properties.get("bus.memory.name");
        String[] access = (String[]) properties.get("bus.memory.access");
        assertThat((String[]) properties.get("bus.memory")).hasSize(48).containsOnly("+16384");
        for (int i = 0; i < names.length; i++) {
            assertThat(names[i]).startsWith(access[i].equals("r") ? "read-" : "write-");
            assertThat(ram.range(names[i])).isNotNull();
        }
        assertThat(Arrays.stream(names).distinct()).hasSize(48);
        assertThat(properties).containsEntry("bus.machine", "other");
    }

    @Test
    void aSuccessorAnswersWhereThisOneDoes() {
        ram.route(0xc0000, 0x4000, true, false);
        ram.route(0xfc000, 0x4000, false, true);
        FakeWires next = new FakeWires();
        new ShadowRamDevice().plug(next, StateFormat.read(StateFormat.write(ram.state())));

        assertThat(next.window("read-c0000").isOpen()).isTrue();
        assertThat(next.window("write-c0000").isOpen()).isFalse();
        assertThat(next.window("write-fc000").address()).isEqualTo(0xfc000);
        assertThat(next.window("read-fc000").isOpen()).isFalse();
    }
}
