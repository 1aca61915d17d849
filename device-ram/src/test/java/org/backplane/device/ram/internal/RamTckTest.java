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
        return Specimen.of(new RamComponent());
    }

    /** The kit makes thousands of them. */
    @Override
    protected Map<String, Object> configuration() {
        return Map.of(BusProperties.MEMORY, "0x0+64K");
    }
}
