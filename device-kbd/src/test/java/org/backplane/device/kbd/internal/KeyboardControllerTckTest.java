package org.backplane.device.kbd.internal;

import org.backplane.bus.testkit.ComponentConfig;
import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class KeyboardControllerTckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new KeyboardControllerComponent(ComponentConfig.of(KeyboardControllerComponent.Config.class)))
                .lacking("both ports lead to different registers when read and when written (8042)",
                        "read-write", "read-only", "w1c", "neighbours")
                .without("dma", "the controller is no bus master");
    }
}
