package org.backplane.device.pci.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class BridgeTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new BridgeComponent())
                .lacking("the card has no ranges, its registers are in configuration space", "widths", "peek",
                        "power-on", "reset", "read-write", "read-only", "w1c", "neighbours")
                .lacking("the seats of the bus cannot be taken over by another bridge", "state", "swap")
                .without("lines", "the card has no pins").without("dma", "the bridge is a bus master for others only");
    }
}
