package org.backplane.device.exit.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class DebugExitTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new DebugExitComponent())
                .lacking("the one register ends the machine and keeps nothing", "read-write", "read-only", "w1c", "neighbours")
                .lacking("the card remembers nothing, so any other one goes on as it would", "state", "swap")
                .without("lines", "the card has no pins").without("dma", "the card is no bus master");
    }
}
