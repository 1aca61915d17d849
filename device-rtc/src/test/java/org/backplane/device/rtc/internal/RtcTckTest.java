package org.backplane.device.rtc.internal;

import java.util.Map;
import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeHostFiles;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.RegisterWrite;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class RtcTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        Specimen specimen = Specimen.of(new RtcComponent(
                ComponentConfig.of(RtcComponent.Config.class, Map.of("time", "2026-11-01T12:00:00")),
                new FakeHostFiles(wires)));
        for (CmosRegister register : CmosRegister.values()) {
            specimen.condition(register.condition(), new RegisterWrite("port0", 0, 1, register.address()));
        }
        return specimen.without("dma", "the chip is no bus master")
                .without("neighbours", "only one byte is there at a time, behind the index")
                .without("w1c", "no bit is cleared by writing 1; reading register C clears its flags (MC146818 \"Register C\")");
    }
}
