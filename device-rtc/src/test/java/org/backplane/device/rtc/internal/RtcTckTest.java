package org.backplane.device.rtc.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostFiles;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class RtcTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new RtcComponent(ComponentConfig.of(RtcComponent.Config.class, Map.of("time", "2026-11-01T12:00:00")),
                new FakeHostFiles(wires)));
    }
}
