package org.backplane.device.acpi.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class AcpiTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new AcpiComponent(ComponentConfig.of(AcpiComponent.Config.class)))
                // F1h and F0h switch SCI_EN in PMCNTRL (ACPI §4.8.2.5).
                .affectsOthers("APMC")
                .without("dma", "the function is no bus master");
    }
}
