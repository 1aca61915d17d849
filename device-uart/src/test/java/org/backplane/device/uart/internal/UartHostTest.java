package org.backplane.device.uart.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.backplane.device.uart.internal.Bench.LCR;
import static org.backplane.device.uart.internal.Bench.LSR;

import java.util.Map;
import org.backplane.bus.host.HostStreamException;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

class UartHostTest {
    @Test
    void thePortOpensTheStreamItsConfigurationNamesUnderItsOwnName() {
        Bench uart = Bench.of("host", "tcp:4444");

        assertThat(uart.host.name()).isEqualTo("tcp:4444");
        assertThat(uart.host.user()).isEqualTo("device.uart~com1");
        assertThat(Bench.of().host.name()).isEqualTo("none");
    }

    @Test
    void aStreamThatCannotBeOpenedIsTheReasonWhyThePortIsNotPlugged() {
        FakeWires wires = new FakeWires();
        FakeHostStreams streams = new FakeHostStreams(wires);
        streams.refuse("stdio", "stdio: taken by device.debugcon");

        assertThatThrownBy(() -> device(streams, Map.of("host", "stdio")).plug(wires))
                .isInstanceOf(HostStreamException.class).hasMessage("stdio: taken by device.debugcon");
    }

    @Test
    void badOptionsAreReportedByNameAndNothingIsOpened() {
        FakeWires wires = new FakeWires();
        FakeHostStreams streams = new FakeHostStreams(wires);

        assertThatThrownBy(() -> device(streams, Map.of("flow", "xonxoff")).plug(wires))
                .hasMessage("flow: 'xonxoff' is neither none nor rtscts");
        assertThatThrownBy(() -> device(streams, Map.of("clockHz", 0L)).plug(wires))
                .hasMessage("clockHz: 0 is not between 1 and 1000000000");
        assertThatThrownBy(() -> device(streams, Map.of("registerStride", 3)).plug(wires))
                .hasMessage("registerStride: 3 is none of 1, 2, 4, 8");
        assertThat(streams.opened()).isEmpty();
    }

    private static Uart16550Component device(FakeHostStreams streams, Map<String, ?> options) {
        return new Uart16550Component(streams, ComponentConfig.of(Uart16550Component.Config.class, options));
    }

    @Test
    void unpluggingClosesTheStream() {
        Bench uart = Bench.of();
        uart.wires.revoke();

        uart.card.unplug();

        assertThat(uart.host.closed()).isTrue();
    }

    @Test
    void theHostsThreadOnlyPostsWork() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);

        uart.host.send("a");
        assertThat(uart.in(LSR)).as("nothing happens within an instruction").isEqualTo(0x60);
        uart.wires.advance(0);

        assertThat(uart.in(LSR)).isEqualTo(0x61);
    }

    @Test
    void aBurstOfTheHostIsBoundedAndResumedWhenHalfOfItIsRead() {
        Bench uart = Bench.of();
        uart.out(LCR, 0x03);
        uart.send("x".repeat(3000));
        assertThat(uart.host.waitingBytes()).isEqualTo(3000 - 1024);

        for (int i = 0; i < 510; i++) {
            uart.in(0);
        }
        uart.host.retry();
        assertThat(uart.host.waitingBytes()).as("not resumed yet").isEqualTo(3000 - 1024);
        uart.in(0);
        uart.host.retry();

        assertThat(uart.host.waitingBytes()).isEqualTo(3000 - 1024 - 512);
    }
}
