package org.backplane.device.pci.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class IsaBridgeTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new IsaBridgeComponent())
                .lacking("the card has no ranges, its registers are in configuration space", "widths", "peek",
                        "power-on", "reset", "read-write", "read-only", "w1c", "neighbours")
                .lacking("the lines that it routes belong to the host bridge, which keeps no state", "state", "swap")
                .without("dma", "the bridge is no bus master");
    }
}
