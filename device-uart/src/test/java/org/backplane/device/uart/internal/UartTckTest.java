package org.backplane.device.uart.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class UartTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostStreams streams = new FakeHostStreams(wires);
        return Specimen.of(new Uart16550Component(streams, ComponentConfig.of(Uart16550Component.Config.class)))
                .stimulus("send", value -> streams.opened().forEach(stream -> stream.send(new byte[] {(byte) value})))
                .stimulus("peer", value -> streams.opened().forEach(stream -> stream.peer(value > 0)));
    }
}
