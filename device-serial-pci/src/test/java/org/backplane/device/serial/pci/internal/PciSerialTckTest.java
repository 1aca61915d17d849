package org.backplane.device.serial.pci.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class PciSerialTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostStreams streams = new FakeHostStreams(wires);
        return Specimen.of(new PciSerialComponent(streams, ComponentConfig.of(PciSerialComponent.Config.class)))
                .condition("LCR.DLAB = 0", new RegisterWrite("bar0", 3, 1, 0x03))
                .condition("LCR.DLAB = 1", new RegisterWrite("bar0", 3, 1, 0x83))
                .without("w1c", "no bit is cleared by writing 1 (PC16550D Table II)")
                .without("dma", "the chip's DMA pins are not connected")
                .stimulus("send", value -> streams.opened().forEach(stream -> stream.send(new byte[] {(byte) value})))
                .stimulus("peer", value -> streams.opened().forEach(stream -> stream.peer(value > 0)));
    }
}
