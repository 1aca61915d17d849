package org.backplane.device.acpi.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class HotPlugTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new HotPlugComponent())
                // While another bus is selected the others read 0.
                .affectsOthers("BUS")
                .without("dma", "the controller is no bus master");
    }
}
