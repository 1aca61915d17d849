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
        return Specimen.of(new DebugConsoleComponent(streams, ComponentConfig.of(DebugConsoleComponent.Config.class)));
    }
}
