package org.backplane.device.port92.internal;

import org.backplane.bus.testkit.FakeWires;
import org.backplane.device.tck.DeviceTck;
import org.backplane.device.tck.Specimen;

/** The conformance kit, run against this device. */
class SystemControlPortATckTest extends DeviceTck {
    @Override
    protected Specimen specimen(FakeWires wires) {
        return Specimen.of(new SystemControlPortAComponent())
                .lacking("there is the one register (82801DB PORT92)", "read-only", "w1c", "neighbours")
                .without("dma", "the card is no bus master")
                .without("init", "INIT# sets ALT_A20_GATE (82801DB PORT92)");
    }
}
