package org.backplane.device.e1000.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeNetwork;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class E1000TckTest extends DeviceTck {
    /** Rings of eight descriptors, receiver and transmitter on, two frames sent. */
    private static final RegisterWrite[] START = {bar0(0x0000, 0x40), bar0(0x2800, 0x1000), bar0(0x2808, 128),
        bar0(0x2818, 7), bar0(0x3800, 0x2000), bar0(0x3808, 128), bar0(0x00d0, 0xff), bar0(0x0100, 0x8002),
        bar0(0x0400, 0x000a), bar0(0x3818, 2)};

    private static RegisterWrite bar0(int offset, int value) {
        return new RegisterWrite("bar0", offset, 4, value);
    }

    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeNetwork network = new FakeNetwork(wires);
        E1000Component component = new E1000Component(ComponentConfig.of(E1000Component.Config.class));
        component.bindNetwork(network);
        return Specimen.of(component).sequence(START)
                .stimulus("frame", random -> network.send(E1000Bench.frame("ff:ff:ff:ff:ff:ff", 60 + (int) (random & 0x3ff), 1)))
                .stimulus("network", random -> network.room((random & 1) == 0 ? 0 : Integer.MAX_VALUE))
                .affectsOthers("CTRL").affectsOthers("CTRL_EXT").affectsOthers("TDT").affectsOthers("RDT")
                .affectsOthers("TCTL").affectsOthers("RCTL").affectsOthers("IODATA")
                .without("w1c", "reading the interrupt cause register clears it, whatever was written (8254x §13.4.17)");
    }
}
