package org.backplane.device.vga.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class VgaTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new VgaComponent(ComponentConfig.of(VgaComponent.Config.class)))
                .differsInState("revision")
                .without("w1c", "no bit is cleared by writing 1 (FreeVGA)")
                .without("lines", "the card's interrupt is not modelled").without("dma", "the card is no bus master");
    }
}
