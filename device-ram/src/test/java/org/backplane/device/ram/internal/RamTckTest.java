package org.backplane.device.ram.internal;

import java.util.Map;
import org.backplane.bus.BusProperties;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class RamTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new RamComponent())
                .lacking("memory has no registers", "power-on", "reset", "read-write", "read-only", "w1c", "neighbours")
                .without("lines", "the card has no pins").without("dma", "memory is no bus master");
    }

    /** The kit makes thousands of them. */
    @Override
    protected Map<String, Object> configuration() {
        return Map.of(BusProperties.MEMORY, "0x0+64K");
    }
}
