package org.backplane.device.ram.internal;

import java.util.Map;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class ShadowRamTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(ShadowRam::new)
                .lacking("memory has no registers", "power-on", "reset", "read-write", "read-only", "w1c", "neighbours")
                .without("lines", "the card has no pins").without("dma", "memory is no bus master");
    }

    @Override
    protected Class<?> component() {
        return ShadowRamComponent.class;
    }

    /** The component makes the properties of its service itself. */
    @Override
    protected Map<String, Object> configuration() {
        return ShadowRamComponent.serviceProperties(Map.of());
    }
}
