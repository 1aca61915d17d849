package org.backplane.device.serial.pci.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.backplane.bus.RangeHandler;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.junit.jupiter.api.Test;

/** What differs from the port of a PC's board: the pin, and that OUT2 is no gate. */
class PciSerialTest {
    private static final int IER = 1;
    private static final int LCR = 3;
    private static final int LCR_8N1 = 0x03;
    private static final int MCR = 4;
    private static final int IER_THRE = 0x02;

    private final FakeWires wires = new FakeWires();
    private final FakeHostStreams streams = new FakeHostStreams(wires);
    private final RangeHandler registers = new PciSerialComponent(streams, ComponentConfig.of(
            PciSerialComponent.Config.class, Map.of("host", "tcp:1"))).plug(wires).range("bar0");

    @Test
    void theInterruptIsThatOfTheFunctionAndNeedsNoOut2() {
        registers.write(MCR, 1, 0);
        registers.write(IER, 1, IER_THRE);
        assertThat(wires.pin("intx").asserted()).as("the transmitter is empty").isTrue();
        registers.write(IER, 1, 0);
        assertThat(wires.pin("intx").asserted()).isFalse();
    }

    @Test
    void whatIsWrittenGoesToTheHostsStream() {
        assertThat(streams.opened()).hasSize(1);
        registers.write(LCR, 1, LCR_8N1);
        registers.write(0, 1, 'x');
        assertThat(streams.opened().get(0).written()).containsExactly('x');
    }
}
