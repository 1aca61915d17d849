package org.backplane.device.debugcon.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostStreams;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class DebugConsoleTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        FakeHostStreams streams = new FakeHostStreams(wires);
        return Specimen.of(new DebugConsoleComponent(streams, ComponentConfig.of(DebugConsoleComponent.Config.class)))
                .lacking("the one register takes characters and keeps nothing", "read-write", "read-only", "w1c", "neighbours")
                .without("lines", "the card has no pins").without("dma", "the card is no bus master");
    }
}
