package org.backplane.device.pit.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class PitTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new PitComponent(ComponentConfig.of(PitComponent.Config.class)))
                .lacking("counters count and are read through a latch, the control word is written only (8254)",
                        "read-only", "w1c", "neighbours")
                .without("dma", "the chip is no bus master");
    }
}
